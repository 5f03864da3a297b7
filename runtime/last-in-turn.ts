/**
 * Work that ends in a write to a socket, done behind all else of a turn of the event loop. The other end sleeps until the first of
 * them and is awake for the others: waking it costs more than a write.
 */
let waiting: (() => void)[] = [];

/** `work` must not throw. */
export function lastInTurn(work: () => void): void {
  if (waiting.push(work) === 1) setImmediate(flush);
}

function flush(): void {
  const all = waiting;
  waiting = [];
  for (const work of all) work();
}
