import { vi } from "vitest";
import type { Terminal } from "../../cli/command.ts";
import { run } from "../../cli/run.ts";

/** Catalogs grow stale and models retire: what a command says of a policy must not depend on the day of the test. */
const now = new Date("2026-11-20T12:00:00Z");

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Commands that run: the clock stands for all of them, and for nothing else of this process. */
let running = 0;

/** Runs one command in this process. */
export async function runCommand(words: readonly string[], further: Partial<Terminal> = {}): Promise<Run> {
  const out: string[] = [];
  const err: string[] = [];
  const terminal: Terminal = {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    colours: false,
    env: {},
    untilStopped: () => Promise.resolve(),
    ...further,
  };
  const code = await atThatTime(() => run(words, terminal));
  return { code, out: out.join("\n"), err: err.join("\n") };
}

async function atThatTime<T>(does: () => Promise<T>): Promise<T> {
  if (running++ === 0) vi.useFakeTimers({ toFake: ["Date"], now });
  try {
    return await does();
  } finally {
    if (--running === 0) vi.useRealTimers();
  }
}

/** Runs a command that goes on until it is stopped. `use` is given the first thing it says, and stops it by settling; `log` what it complains of meanwhile. */
export function runUntil(
  words: readonly string[],
  use: (said: string, url: string) => Promise<void>,
  env: Terminal["env"] = {},
  log?: Terminal["err"],
): Promise<Run> {
  const said = Promise.withResolvers<string>();
  return runCommand(words, {
    env,
    ...(log && { err: log }),
    out: said.resolve,
    untilStopped: async () => {
      const text = await said.promise;
      await use(text, /http:\S+/.exec(text)?.[0] ?? "");
    },
  });
}
