/** One request to one target of a plan, on the plan's terms, whatever its rule, its limits and its neighbours say. */
import type { TablePlan } from "../../schemas/table.ts";
import { Cancellation } from "../attempts/cancellation.ts";
import type { Failure } from "../failures.ts";
import type { Asked } from "../operations/asked.ts";
import type { Refusal } from "../refusal.ts";
import type { Running } from "../running.ts";
import type { KeyRecord } from "../state/keys.ts";
import { admit } from "./admit.ts";
import { askOf, factsOf, withParameters } from "./ask-of.ts";
import type { Operation } from "./operation.ts";
import { ProgramClient } from "./program-client.ts";
import type { ReadyTarget } from "./ready-targets.ts";
import { type Served, Serving } from "./serve.ts";

export interface Trial<R extends Asked> {
  readonly operation: Operation<R>;
  readonly plan: TablePlan;
  readonly target: ReadyTarget;
  /** What a client would send. */
  readonly body: object;
  /** Milliseconds for all of it. */
  readonly limit: number;
}

export interface Tried {
  /** Absent: it has answered. */
  readonly failure?: Failure | undefined;
  /** Milliseconds from the first byte that was sent. */
  readonly ms: number;
  /** Micro-USD; undefined where the usage or the price is not known. */
  readonly cost?: number | undefined;
}

const key: KeyRecord = { id: "probe", hash: "", tags: [] };

export async function tryTarget<R extends Asked>(running: Running, trial: Trial<R>): Promise<Tried> {
  const { operation, target } = trial;
  const began = running.clock.now();
  const body = Buffer.from(JSON.stringify(trial.body));
  const client = new ProgramClient({ id: `probe ${target.id}`, body, headers: {}, began });
  const admitted = await admit(running, running.inUse, operation.endpoint, key, client);
  if (admitted === "gone" || !("request" in admitted)) return refused(admitted);
  const { set: fixed = {}, zeroRetention, unsupported } = trial.plan;
  const served = withParameters(admitted, factsOf(admitted, target.id, { metadata: {} }), trial.plan.set);
  if ("class" in served) return refused(served);
  const ask = askOf(served.admitted, { facts: served.facts, fixed, zeroRetention, unsupported, routingNames: [] });
  const limits = { deadline: trial.limit, idle: trial.limit };
  const plan = {
    ask,
    table: admitted.inUse.loaded.table.hash,
    now: admitted.now,
    targets: [target],
    priority: 0,
    limits,
  };
  const serving = new Serving({ running, client, plan: { ...plan, fallbackOn: new Set() }, operation });
  return triedOf(await serving.serve(new Cancellation()), running.clock.now() - began);
}

/** What is refused before it is sent is a fault of the policy's terms, as a client would meet it. */
function refused(why: Refusal | Failure | "gone"): Tried {
  if (why === "gone") return { failure: { class: "cancelled", detail: "" }, ms: 0 };
  return { failure: "class" in why ? why : { class: "bad-request", detail: why.message }, ms: 0 };
}

function triedOf({ failure, cost }: Served, ms: number): Tried {
  return { ...(failure && { failure }), ms, cost };
}
