/** From an admitted request to its plan: the route that `model` names, its facts, and what the table decides. */
import type { Table, TablePlan } from "../../../schemas/table.ts";
import { Facts } from "../../../semantics/facts/facts.ts";
import { replacedBy, withFixed } from "../../../semantics/fixed-parameters.ts";
import { type LeftOut, planTargets } from "../../../semantics/plan-targets.ts";
import type { ReadyTarget } from "../../attempts/ready-targets.ts";
import { spliceMembers } from "../../chat/json-members.ts";
import type { ChatRequest } from "../../chat/request.ts";
import type { Failure, FailureClass } from "../../failures.ts";
import type { Running } from "../../running.ts";
import { type KeyRecord, mayUseRoute } from "../../state/keys.ts";
import { decide } from "../../table/decide.ts";
import { findRoute } from "../../table/find-route.ts";
import type { LoadedRoute } from "../../table/loaded-table.ts";
import { readMetadata } from "../metadata.ts";
import { type Problem, problems } from "../problem.ts";
import { unknownModel } from "../unknown-model.ts";
import type { ChatAsk } from "./chat-ask.ts";
import type { ChatPlan } from "./chat-plan.ts";
import { asksForUsage, readChatRequest } from "./read-request.ts";

export interface Admitted {
  key: KeyRecord;
  bytes: Buffer;
  body: Readonly<Record<string, unknown>>;
  request: ChatRequest;
  /** Names and values by turns, as they came. */
  rawHeaders: readonly string[];
}

/** What was decided, for the answer and the log; refusals name the rule too. */
export type Planned =
  | { kind: "plan"; plan: ChatPlan }
  | { kind: "refused"; refusal: Problem | Failure; route?: string; rule?: string };

/** Milliseconds: for requests that name a target themselves and so have no route. */
const DIRECT_LIMITS = { deadline: 600_000, idle: 60_000 };

export function planChat(running: Running, admitted: Admitted): Planned {
  const { loaded, targets } = running;
  const { key, body } = admitted;
  const model = body.model;
  if (typeof model !== "string" || model === "")
    return refuse({ class: "bad-request", detail: noModel, param: "model" });
  const direct = loaded.routes.has(model) ? undefined : targets.find(({ id }) => id === model);
  if (direct && key.direct) return planDirect(running, admitted, direct);
  const route = findRoute(loaded, model);
  if (route && mayUseRoute(key, route.name)) return planRoute(running, admitted, route);
  if (route && route.name === model) return refuse(problems.routeNotAllowed(model));
  return refuse(direct ? problems.directNotAllowed(model) : unknownModel(loaded.table, key, model));
}

const noModel = "model must name a route, as a string.";

/** What the policy declares of metadata holds of every request, and goes to no provider. */
function planDirect({ loaded }: Running, admitted: Admitted, target: ReadyTarget): Planned {
  const { metadata } = loaded.table;
  const said = readMetadata(metadata, { body: admitted.body.metadata, rawHeaders: admitted.rawHeaders });
  if (said.kind === "refused") return refuse(problems.badMetadata(said.param, said.message));
  const ask = askOf(admitted, Object.keys(metadata));
  return { kind: "plan", plan: { ask, targets: [target], limits: DIRECT_LIMITS } };
}

function planRoute(running: Running, admitted: Admitted, route: LoadedRoute): Planned {
  const { key, body, rawHeaders } = admitted;
  const { name } = route;
  const { metadata: fields } = running.loaded.table;
  const declared = Object.keys(fields);
  const metadata = readMetadata(fields, { body: body.metadata, rawHeaders });
  if (metadata.kind === "refused") return refuse(problems.badMetadata(metadata.param, metadata.message), name);
  const request = { body, route: name, endpoint: "chat", key, metadata: metadata.values };
  const facts = new Facts({ ...request, now: new Date() });
  const { max } = route.definition;
  if (max.inputTokens !== undefined && facts.inputTokens > max.inputTokens) {
    return refuse(tooLong(facts.inputTokens, max.inputTokens), name);
  }
  const decision = decide(route, facts);
  const rule = running.ruleNames(name, decision.rule);
  if (decision.kind === "reject") return refuse(problems.rejected(decision.status, decision.message), name, rule);
  return planDecided(running, admitted, { route, facts, rule, plan: decision.plan, declared });
}

interface Decided {
  route: LoadedRoute;
  facts: Facts;
  rule: string;
  plan: TablePlan;
  /** Names of metadata. */
  declared: string[];
}

function planDecided(running: Running, admitted: Admitted, { route, facts, rule, plan, declared }: Decided): Planned {
  const { max, limits, fallbackOn } = route.definition;
  const { table } = running.loaded;
  const maxOutputTokens = max.outputTokens;
  const { targets, leftOut } = planTargets({ table, plan, facts, maxOutputTokens, load: running.load });
  if (targets.length === 0) return refuse(noTarget(table, leftOut), route.name, rule);
  const asked = plan.set ? withParameters(admitted, plan.set) : admitted;
  if ("class" in asked) return refuse(asked, route.name, rule);
  return {
    kind: "plan",
    plan: {
      ask: askOf(asked, declared, maxOutputTokens),
      route: route.name,
      rule,
      targets: targets.map((index) => running.targets[index]!),
      limits,
      ...(fallbackOn && { fallbackOn: new Set(fallbackOn as FailureClass[]) }),
    },
  };
}

/** The request with the parameters that the policy fixes. */
function withParameters(admitted: Admitted, set: Readonly<Record<string, unknown>>): Admitted | Failure {
  const texts = Object.entries(set).map(([name, value]) => [name, JSON.stringify(value)]);
  const body = withFixed(admitted.body, set);
  const request = readChatRequest(body);
  if ("class" in request) return request;
  const bytes = spliceMembers(admitted.bytes, { set: Object.fromEntries(texts), remove: replacedBy(set) });
  return { ...admitted, body, request, bytes };
}

/** The reason that all targets share says most; else there are several. */
function noTarget(table: Table, leftOut: readonly LeftOut[]): Failure {
  const [first] = leftOut;
  const shared = first && leftOut.every((reason) => reason.class === first.class) ? first.class : "no-target";
  const reasons = leftOut.map(({ target, why }) => `${table.targets[target]!.id} ${why}`);
  return { class: shared, detail: `No target of the route can serve this request: ${reasons.join("; ")}.` };
}

function askOf({ bytes, body, request }: Admitted, routingNames: string[], maxOutputTokens?: number): ChatAsk {
  return { bytes, body, request, wantsUsage: asksForUsage(body), routingNames, maxOutputTokens };
}

function refuse(refusal: Problem | Failure, route?: string, rule?: string): Planned {
  return { kind: "refused", refusal, ...(route !== undefined && { route }), ...(rule !== undefined && { rule }) };
}

function tooLong(tokens: number, most: number): Failure {
  const detail = `The request has about ${tokens} input tokens; this route takes ${most}. Send fewer or shorter messages.`;
  return { class: "context-length", detail, param: "messages" };
}
