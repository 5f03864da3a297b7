/** A request to any endpoint, for any operation: admit, plan, serve, settle. */
import { Cancellation } from "../attempts/cancellation.ts";
import type { Failure } from "../failures.ts";
import type { Asked } from "../operations/asked.ts";
import { type Refusal, refusalOf } from "../refusal.ts";
import type { Running, TableInUse } from "../running.ts";
import type { KeyRecord } from "../state/keys.ts";
import { isLarge, nextTurn } from "../wire/next-turn.ts";
import { admit } from "./admit.ts";
import type { Client } from "./client.ts";
import { keyRefusal } from "./key-refusal.ts";
import type { Operation } from "./operation.ts";
import { planRequest } from "./plan-request.ts";
import { refusals } from "./refusals.ts";
import { Serving } from "./serve.ts";
import { Settlement } from "./settlement.ts";

/** Settles when all was said. Throws only for a fault of ours. */
export async function answerRequest<R extends Asked>(
  running: Running,
  operation: Operation<R>,
  client: Client,
): Promise<void> {
  const cancellation = new Cancellation();
  const { inUse } = running;
  const settlement = new Settlement(running, client, inUse);
  settlement.endpoint = operation.endpoint.name;
  if (!operation.aside) settlement.use = inUse.spending?.use;
  running.inFlight.add(cancellation);
  client.left((whole) => {
    running.inFlight.delete(cancellation);
    if (!whole) cancellation.cancel({ class: "cancelled", detail: "the client went away" });
  });
  try {
    const refused = await answer({ running, inUse, operation, client, settlement }, cancellation);
    if (refused) refuse(client, operation, refused, settlement);
  } catch (error) {
    settlement.refused = { status: 500, code: "internal_error" };
    throw error;
  } finally {
    settlement.settle();
  }
}

interface Answering<R extends Asked> {
  running: Running;
  inUse: TableInUse;
  operation: Operation<R>;
  client: Client;
  settlement: Settlement;
}

/** Why it is refused before a target is tried; nothing where all was said. */
async function answer<R extends Asked>(
  { running, inUse, operation, client, settlement }: Answering<R>,
  cancellation: Cancellation,
): Promise<Refusal | Failure | undefined> {
  const key = running.keyOf(client.headers, client.connection, client.peer);
  settlement.key = key.id;
  if ("fault" in key) return keyRefusal(key);
  settlement.team = key.team;
  const { entrance } = running;
  const entered = await entrance.enter(key.priority ?? 0, cancellation);
  if (entered === "gone") return running.draining ? refusals.shuttingDown() : undefined;
  if (entered === "turned-away") return refusals.tooBusy();
  try {
    return await answerAdmitted({ running, inUse, operation, client, settlement }, key, cancellation);
  } finally {
    entrance.leave();
  }
}

async function answerAdmitted<R extends Asked>(
  { running, inUse, operation, client, settlement }: Answering<R>,
  key: KeyRecord,
  cancellation: Cancellation,
): Promise<Refusal | Failure | undefined> {
  const admitted = await admit(running, inUse, operation.endpoint, key, client);
  if (admitted === "gone") return undefined;
  if (!("request" in admitted)) return admitted;
  settlement.stream = admitted.request.stream;
  if (isLarge(admitted.raw.bytes)) await nextTurn();
  const asked = operation.recall?.(admitted) ?? admitted;
  let planned = planRequest(running, asked);
  while (planned.kind === "waits") {
    await planned.known;
    planned = planRequest(running, asked);
  }
  const { route, rule } = planned.kind === "plan" ? planned.plan : planned;
  settlement.route = route;
  settlement.rule = rule;
  if (planned.kind === "refused") return planned.refusal;
  settlement.facts = planned.plan.ask.facts;
  const { limiting } = inUse;
  const entered = limiting && !operation.aside ? await limiting.enter(planned.plan, operation.endpoint) : undefined;
  if (entered && "refusal" in entered) return entered.refusal;
  settlement.entered = entered;
  const plan = entered?.plan ?? planned.plan;
  if (!operation.aside) settlement.fall = plan.fall;
  if (isLarge(admitted.raw.bytes)) await nextTurn();
  if (plan.spending?.refusal && !operation.aside) return plan.spending.refusal;
  const drawn = plan.shadow && running.shadows?.draw({ id: client.id, plan, operation });
  settlement.drawn = drawn;
  const cached = operation.aside
    ? undefined
    : inUse.caching && operation.cached?.(inUse.caching, { client, key, plan });
  settlement.cached = cached;
  const serving = new Serving({ running, client, plan, operation, drawn, cached });
  settlement.attempts = serving.records;
  if (plan.spending) settlement.serving = serving;
  settlement.served = await serving.serve(cancellation);
  return undefined;
}

function refuse<R extends Asked>(
  client: Client,
  { endpoint }: Operation<R>,
  why: Refusal | Failure,
  settlement: Settlement,
): void {
  const refusal = "class" in why ? refusalOf(why) : why;
  const status = endpoint.status?.(refusal) ?? refusal.status;
  settlement.refused = { status, code: "class" in why ? why.class : refusal.code };
  client.answer(status, endpoint.refusal(refusal, client.id), { ...refusal.headers, ...settlement.headers });
}
