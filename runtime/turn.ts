/**
 * Work that is put off within a turn of the event loop, and then done for all requests together: what the processor holds of the code
 * serves them all, where one request after the other, from its bytes to its answer, would find it cold each time.
 */
export type PutOff = (work: () => void) => void;

/** For what has come whole: all sockets of a turn are read first. `work` must not throw; the promises that it resolves go on in step. */
export const inStep: PutOff = puttingOff();

/**
 * For writes to sockets, behind all else. The other end sleeps until the first of them and is awake for the others: waking it costs
 * more than a write. `work` must not throw.
 */
export const lastInTurn: PutOff = puttingOff();

function puttingOff(): PutOff {
  let waiting: (() => void)[] = [];
  const flush = (): void => {
    const all = waiting;
    waiting = [];
    for (const work of all) work();
  };
  return (work) => {
    if (waiting.push(work) === 1) setImmediate(flush);
  };
}
