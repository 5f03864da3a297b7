/** One thread of `verify:wire`: runs the policy of each seed that it is sent. */
import { parentPort, workerData } from "node:worker_threads";
import { type PolicyRun, runPolicy } from "./run/run-policy.ts";
import { showFound } from "./run/show-found.ts";
import { Accounts } from "./upstream/accounts.ts";

/** What came of one seed. */
export interface Told {
  /** Absent: the policy does not compile. */
  readonly counts?: Omit<PolicyRun, "found" | "first">;
  readonly kinds: readonly string[];
  /** What is broken. */
  readonly first?: string;
}

const { each } = workerData as { each: number };
const accounts = await new Accounts().open();

parentPort!.on("message", async (seed: number | undefined) => {
  if (seed === undefined) {
    await accounts.close();
    parentPort!.close();
    return;
  }
  const run = await runPolicy({ seed, requests: each }, accounts);
  parentPort!.postMessage(run ? toldOf(run) : ({ kinds: [] } satisfies Told));
});

function toldOf({ found, first, ...counts }: PolicyRun): Told {
  return { counts, kinds: found.map(({ kind }) => kind), ...(first && { first: showFound(first) }) };
}
