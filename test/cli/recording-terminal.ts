import { vi } from "vitest";
import type { Terminal } from "../../cli/command.ts";
import { run } from "../../cli/run.ts";

// Catalogs grow stale and models retire: what a command says of a policy must not depend on the day of the test.
vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-20T12:00:00Z") });

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one command in this process. */
export async function runCommand(words: readonly string[], further: Partial<Terminal> = {}): Promise<Run> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(words, {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    colours: false,
    env: {},
    untilStopped: () => Promise.resolve(),
    ...further,
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

/** Runs a command that goes on until it is stopped. `use` is given the first thing it says, and stops it by settling. */
export function runUntil(
  words: readonly string[],
  use: (said: string, url: string) => Promise<void>,
  env: Terminal["env"] = {},
): Promise<Run> {
  const said = Promise.withResolvers<string>();
  return runCommand(words, {
    env,
    out: said.resolve,
    untilStopped: async () => {
      const text = await said.promise;
      await use(text, /http:\S+/.exec(text)?.[0] ?? "");
    },
  });
}
