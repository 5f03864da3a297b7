/**
 * Work that is put off within a turn of the event loop, and then done for all requests together: what the processor holds of the code
 * serves them all, where one request after the other, from its bytes to its answer, would find it cold each time. First all sockets
 * are read, then what came whole is worked on, then all is written; nothing waits for another turn.
 */
let arrived: (() => void)[] = [];
let leaving: (() => void)[] = [];
/** How often `leave` is still to come. */
let departures = 0;

/** For what has come whole. `work` must not throw; the promises that it resolves go on in step. */
export function inStep(work: () => void): void {
  if (arrived.push(work) > 1) return;
  setImmediate(arrive);
  // Behind it and all that it lets go on, and in the same turn, which one that is asked for later would not be.
  departures++;
  setImmediate(leave);
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

function leave(): void {
  departures--;
  const all = leaving;
  leaving = [];
  for (const work of all) work();
}
