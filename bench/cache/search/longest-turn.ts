/** How long this thread's event loop stood still while something went on. */
export interface Stall {
  /** Milliseconds between two of its turns, at most: on the clock, which holds what others took of the machine, too, and of CPU. */
  readonly clock: number;
  readonly cpu: number;
}

export async function longestTurn(work: () => Promise<unknown>): Promise<Stall> {
  const most = { clock: 0, cpu: 0 };
  let last = { clock: performance.now(), cpu: threadTime() };
  let isOver = false;
  const look = () => {
    const now = { clock: performance.now(), cpu: threadTime() };
    most.clock = Math.max(most.clock, now.clock - last.clock);
    most.cpu = Math.max(most.cpu, now.cpu - last.cpu);
    last = now;
    if (!isOver) next = setImmediate(look);
  };
  let next = setImmediate(look);
  await work();
  isOver = true;
  clearImmediate(next);
  look();
  return most;
}

/** Milliseconds of CPU of this thread. */
function threadTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
