/**
 * Work that is put off within a turn of the event loop, and then done for all requests together: what the processor holds of the code
 * serves them all, where one request after the other, from its bytes to its answer, would find it cold each time. First all sockets
 * are read, then what came whole is worked on, then stores are asked, then all is written; nothing waits for another turn.
 */
let arrived: (() => void)[] = [];
let keeping: (() => void)[] = [];
let leaving: (() => void)[] = [];
/** How often `keep` and `leave` are still to come. */
let visits = 0;
let departures = 0;

/** Of stores, in one turn: a limit, then a budget. Whoever asks again and again waits for the next one. */
const VISITS = 2;

/** For what has come whole. `work` must not throw; the promises that it resolves go on in step. */
export function inStep(work: () => void): void {
  if (arrived.push(work) > 1) return;
  setImmediate(arrive);
  // Behind it and all that it lets go on, and in the same turn, which one that is asked for later would not be.
  visits++;
  setImmediate(keep);
  departures++;
  setImmediate(leave);
}

/** For what all requests of a turn ask of a store, behind what came whole: what waits for it goes on in the same turn. `work` must not throw. */
export function inOneVisit(work: () => void): void {
  keeping.push(work);
  if (visits > 0) return;
  visits++;
  setImmediate(keep);
}

/**
 * For writes to sockets, behind all else. The other end sleeps until the first of them and is awake for the others: waking it costs
 * more than a write. `work` must not throw.
 */
export function lastInTurn(work: () => void): void {
  leaving.push(work);
  if (departures > 0) return;
  departures++;
  setImmediate(leave);
}

function arrive(): void {
  const all = arrived;
  arrived = [];
  for (const work of all) work();
}

/** The last of a turn does it for all. */
function keep(): void {
  if (--visits === 0) visit(VISITS);
}

/** What the answers let go on may ask again. */
function visit(left: number): void {
  if (keeping.length === 0) return;
  visits++;
  if (left === 0) {
    setImmediate(keep);
    return;
  }
  const all = keeping;
  keeping = [];
  for (const work of all) work();
  // Behind all that goes on by promises now.
  queueMicrotask(() =>
    process.nextTick(() => {
      visits--;
      visit(left - 1);
    }),
  );
}

function leave(): void {
  departures--;
  const all = leaving;
  leaving = [];
  for (const work of all) work();
}
