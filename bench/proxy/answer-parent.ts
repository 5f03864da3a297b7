/** The child's end of the channel: answers what the benchmark asks, and ends with it. */
import { getHeapSpaceStatistics } from "node:v8";

/** By the name of the question. */
export type Answers = Readonly<Record<string, (input: never) => unknown>>;

export interface Asked {
  id: number;
  ask: string;
  input: unknown;
}

export type Answered = { id: number; answer: unknown } | { id: number; error: string };

/** Spent so far. */
export interface Spent {
  /** Microseconds, user and system, every thread of the process. */
  cpu: number;
  /** Bytes. */
  rss: number;
}

/** What a process holds once its garbage is collected. Bytes. */
export interface Held {
  rss: number;
  /** Of these, objects of JavaScript, and what they hold outside of the heap. */
  heap: number;
  external: number;
  /**
   * Resident of the young generation, and free: room that V8 has once it was needed, whatever is open, and in which what comes next
   * is made. Of `rss`.
   */
  young: number;
}

export function answerParent(answers: Answers): void {
  const all: Answers = { spent, rested, ...answers };
  process.on("disconnect", () => process.exit());
  // The terminal sends these to every process; the parent ends its children in order.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
  process.on("message", async ({ id, ask, input }: Asked) => {
    try {
      reply({ id, answer: await all[ask]!(input as never) });
    } catch (error) {
      reply({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
}

function reply(answered: Answered): void {
  process.send?.(answered);
}

function spent(): Spent {
  const { user, system } = process.cpuUsage();
  return { cpu: user + system, rss: process.memoryUsage.rss() };
}

/** Several times: what ends in one collection is let go in the next. Needs `--expose-gc`. */
async function rested(): Promise<Held> {
  for (let i = 0; i < 4; i++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space")!;
  return { rss, heap: heapUsed, external, young: young.physical_space_size - young.space_used_size };
}
