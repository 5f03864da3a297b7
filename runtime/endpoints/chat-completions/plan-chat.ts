/** From an admitted request to its plan: the route that `model` names, its facts, and what the table decides. */
import type { IncomingHttpHeaders } from "node:http";
import type { ChatRequest } from "../../chat/request.ts";
import type { Failure } from "../../failures.ts";
import type { Running } from "../../running.ts";
import { type KeyRecord, mayUseRoute } from "../../state/keys.ts";
import { decide } from "../../table/decide.ts";
import { Facts } from "../../table/facts/facts.ts";
import { findRoute } from "../../table/find-route.ts";
import type { LoadedRoute } from "../../table/loaded-table.ts";
import { readMetadata } from "../metadata.ts";
import { type Problem, problems } from "../problem.ts";
import { unknownModel } from "../unknown-model.ts";
import type { ChatAsk } from "./chat-ask.ts";
import type { ChatPlan } from "./chat-plan.ts";
import { asksForUsage } from "./read-request.ts";

export interface Admitted {
  key: KeyRecord;
  bytes: Buffer;
  body: Readonly<Record<string, unknown>>;
  request: ChatRequest;
  headers: IncomingHttpHeaders;
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
  if (direct && key.direct) {
    return { kind: "plan", plan: { ask: askOf(admitted, []), targets: [direct], limits: DIRECT_LIMITS } };
  }
  const route = findRoute(loaded, model);
  if (route && mayUseRoute(key, route.name)) return planRoute(running, admitted, route);
  if (route && route.name === model) return refuse(problems.routeNotAllowed(model));
  return refuse(direct ? problems.directNotAllowed(model) : unknownModel(loaded.table, key, model));
}

const noModel = "model must name a route, as a string.";

function planRoute(running: Running, admitted: Admitted, route: LoadedRoute): Planned {
  const { key, body, headers } = admitted;
  const { name } = route;
  const declared = Object.keys(running.loaded.table.metadata);
  const metadata = readMetadata(declared, body.metadata, headers);
  if (metadata.badHeader !== undefined) return refuse(problems.badMetadata(metadata.badHeader), name);
  const now = new Date();
  const facts = new Facts({ body, route: name, endpoint: "chat", key, metadata: metadata.values, now });
  const { max, limits } = route.definition;
  if (max.inputTokens !== undefined && facts.inputTokens > max.inputTokens) {
    return refuse(tooLong(facts.inputTokens, max.inputTokens), name);
  }
  const decision = decide(route, facts);
  const rule = running.ruleNames(name, decision.rule);
  if (decision.kind === "reject") return refuse(problems.rejected(decision.status, decision.message), name, rule);
  const targets = decision.targets.map((index) => running.targets[index]!);
  return {
    kind: "plan",
    plan: { ask: askOf(admitted, declared, max.outputTokens), route: name, rule, targets, limits },
  };
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
