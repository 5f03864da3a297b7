/** A gateway that serves a policy as it is written, over simulators. */
import { expect } from "vitest";
import { type RuntimeOptions, startRuntime } from "../../runtime/main.ts";
import { runtimeFeatures } from "../../semantics/runtime-features.ts";
import { compileFiles } from "../compiler/in-memory.ts";
import { afterTest } from "./after-test.ts";
import { keyRecord, type TestRuntime } from "./running.ts";

/** The text of its table. `silent`: findings that it is to have. */
export function tableOf(policy: string, silent: readonly string[] = []): string {
  const { table, diagnostics } = compileFiles({ "routes.yaml": policy }, { runtime: runtimeFeatures });
  expect(diagnostics.filter(({ code }) => !silent.includes(code))).toEqual([]);
  return table!.text;
}

export async function fromPolicy(
  table: string,
  standIns: Record<string, string>,
  options: Partial<RuntimeOptions> = {},
): Promise<TestRuntime> {
  const log: Record<string, unknown>[] = [];
  const gateway = await startRuntime({
    table,
    port: 0,
    operatorPort: 0,
    env: {},
    keys: [keyRecord],
    standIns,
    log: (line) => void log.push(JSON.parse(line) as Record<string, unknown>),
    ...options,
  });
  afterTest(() => gateway.close());
  return { ...gateway, log };
}
