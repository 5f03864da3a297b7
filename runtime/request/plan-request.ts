/** From an admitted request to its plan: the route that `model` names, its facts, and what the table decides. */
import type { State } from "../../schemas/state.ts";
import type { Table, TablePlan } from "../../schemas/table.ts";
import type { TableJudge, TableShadow } from "../../schemas/table-shadow.ts";
import { mostChoices } from "../../semantics/facts/asked.ts";
import type { Facts } from "../../semantics/facts/facts.ts";
import type { FailureClass } from "../../semantics/failures.ts";
import { type LeftOut, type LoadView, type PlanQuestion, planTargets } from "../../semantics/plan-targets.ts";
import { mayCallTarget } from "../../semantics/target-patterns.ts";
import { aboveMax, boundsInput, spellBound } from "../../semantics/tokens/above-max.ts";
import type { Failure } from "../failures.ts";
import type { Asked } from "../operations/asked.ts";
import type { Refusal } from "../refusal.ts";
import { type KeyRecord, mayUseRoute } from "../state/keys.ts";
import { decide } from "../table/decide.ts";
import { findRoute } from "../table/find-route.ts";
import type { LoadedRoute } from "../table/loaded-table.ts";
import type { Admitted } from "./admit.ts";
import { askOf, factsOf, withParameters } from "./ask-of.ts";
import { readHeaders } from "./headers.ts";
import { readMetadata } from "./metadata.ts";
import { otherOperation, otherOperationOf } from "./other-operation.ts";
import type { Plan, PlannedCheck, PlannedShadow } from "./plan.ts";
import { plannedTargets } from "./planned-targets.ts";
import type { ReadyTarget } from "./ready-targets.ts";
import { refusals } from "./refusals.ts";
import { unknownMember, unknownParameter } from "./unknown-member.ts";
import { unknownModel } from "./unknown-model.ts";

/** What was decided, for the answer and the log; refusals name the rule too. */
export type Planned<R extends Asked> = { kind: "plan"; plan: Plan<R> } | Refused | Waits;

/** Something must be looked up first: it is planned anew then. */
type Waits = { kind: "waits"; known: Promise<void>; route: string; rule?: undefined };

type Refused = {
  kind: "refused";
  refusal: Refusal | Failure;
  route?: string;
  rule?: string;
};

/** How budgets and targets stand. */
export interface PlanState {
  readonly load: LoadView;
  readonly state: State;
}

/** Milliseconds: for requests that name a target themselves and so have no route. */
const DIRECT_LIMITS = { deadline: 600_000, idle: 60_000 };

export function planRequest<R extends Asked>(state: PlanState, admitted: Admitted<R>): Planned<R> {
  const { key, model } = admitted;
  const { loaded, targets } = admitted.inUse;
  if (typeof model !== "string" || model === "")
    return refuse({ class: "bad-request", detail: noModel, param: "model" });
  const direct = loaded.routes.has(model) ? undefined : targets.find(({ id }) => id === model);
  if (direct && mayName(key, direct)) return planDirect(admitted, direct);
  const route = findRoute(loaded, model);
  if (route && mayUseRoute(key, route.definition)) return planRoute(state, admitted, route);
  if (route && route.name === model) return refuse(notAllowed(key, route));
  return refuse(direct ? refusals.directNotAllowed(model) : unknownModel(loaded.table, key, model));
}

function notAllowed(key: KeyRecord, { name }: LoadedRoute): Refusal {
  return mayUseRoute(key, { name }) ? refusals.routeOfOtherEnv(name, key.env) : refusals.routeNotAllowed(name);
}

/** Instead of a route. */
export function mayName(key: KeyRecord, { id }: Pick<ReadyTarget, "id">): boolean {
  return key.direct === true && mayCallTarget(key.targets, id);
}

const noModel = "model must name a route, as a string.";

/** What the policy declares of metadata holds of every request, and goes to no provider. */
function planDirect<R extends Asked>(admitted: Admitted<R>, target: ReadyTarget): Planned<R> {
  const { metadata } = admitted.inUse.loaded.table;
  const other = otherOperationOf(admitted.endpoint.name, target);
  if (other) return refuse(other);
  const said = saidBy(admitted);
  if ("refusal" in said) return refuse(said.refusal);
  const facts = factsOf(admitted, target.id, said);
  const { plans } = admitted.inUse.loaded.table;
  // What holds of all routes is the policy's word on everything that goes out.
  const zeroRetention = plans.length > 0 && plans.every((plan) => plan.zeroRetention);
  const ask = askOf(admitted, { facts, fixed: {}, zeroRetention, routingNames: Object.keys(metadata) });
  const {
    inUse: { rooms, spending },
    now,
  } = admitted;
  const terms = zeroRetention ? { zeroRetention } : {};
  const spends = spending?.of({ facts, served: facts, plan: terms, body: ask.body, now });
  return {
    kind: "plan",
    plan: {
      ask,
      table: admitted.inUse.loaded.table.hash,
      now,
      targets: [target],
      priority: admitted.key.priority ?? 0,
      limits: DIRECT_LIMITS,
      ...(rooms && { rooms }),
      ...(spends && { spending: spends }),
    },
  };
}

/** What the policy declares of metadata and headers, or why it is not taken. */
function saidBy({
  inUse,
  body,
  rawHeaders,
}: Admitted):
  | { metadata: Readonly<Record<string, string>>; headers?: Readonly<Record<string, string>> }
  | { refusal: Refusal } {
  const { metadata: fields, headers: declared } = inUse.loaded.table;
  const metadata = readMetadata(fields, { body: body.metadata, rawHeaders });
  if (metadata.kind === "refused") return { refusal: refusals.badMetadata(metadata.param, metadata.message) };
  if (!declared) return { metadata: metadata.values };
  const said = readHeaders(declared, rawHeaders);
  if (said.kind === "refused") return { refusal: refusals.badHeader(said.param, said.message) };
  return { metadata: metadata.values, headers: said.values };
}

function planRoute<R extends Asked>(state: PlanState, admitted: Admitted<R>, route: LoadedRoute): Planned<R> {
  const { name } = route;
  const { loaded, ruleNames } = admitted.inUse;
  const { metadata: fields } = loaded.table;
  const other = otherOperation(admitted.endpoint.name, route);
  if (other) return refuse(other, name);
  const declared = Object.keys(fields);
  const declaredBy = saidBy(admitted);
  if ("refusal" in declaredBy) return refuse(declaredBy.refusal, name);
  const said = factsOf(admitted, name, declaredBy, state.state);
  const facts = admitted.inUse.spending?.withStandings(said) ?? said;
  if (facts instanceof Promise) return { kind: "waits", known: facts, route: name };
  const tooMuch = tooMany(facts, route) ?? overMax(admitted, facts, route);
  if (tooMuch) return refuse(tooMuch, name);
  const decision = decide(route, facts);
  const rule = ruleNames(name, decision.rule);
  if (decision.kind === "reject") return refuse(refusals.rejected(decision.status, decision.message), name, rule);
  const { plan, tier } = decision;
  return planDecided(state, admitted, { route, facts, rule, plan, tier, declared });
}

interface Decided {
  route: LoadedRoute;
  facts: Facts;
  rule: string;
  plan: TablePlan;
  tier: string | undefined;
  /** Names of metadata. */
  declared: string[];
}

function planDecided<R extends Asked>(
  state: PlanState,
  admitted: Admitted<R>,
  { route, facts, rule, plan, tier, declared }: Decided,
): Planned<R> {
  const { max, limits, fallbackOn, retry, hedge } = route.definition;
  const { loaded, targets: ready, hedging, sides, rooms, spending, limiting } = admitted.inUse;
  const { table } = loaded;
  const unknown = route.definition.unknownParameters && unknownMember(admitted, table, plan);
  if (unknown !== undefined) return refuse(unknownParameter(unknown), route.name, rule);
  const served = withParameters(admitted, facts, plan.set);
  if ("class" in served) return refuse(served, route.name, rule);
  const tooLong = plan.set && overMax(admitted, served.facts, route);
  if (tooLong) return refuse(tooLong, route.name, rule);
  const maxOutputTokens = max.outputTokens;
  const isOn = sides && ((index: number) => sides.canaries.at(index).state === "on");
  const room = rooms && ((index: number) => rooms.room(ready[index]!));
  const question = { table, plan, facts, max, load: state.load, isOn, room };
  const planned = planTargets(question);
  const { leftOut } = planned;
  const hasNone = planned.targets.length === 0;
  if (hasNone && leftOut.length > 0 && leftOut.every(({ isForbidden }) => isForbidden))
    return refuse(refusals.targetsNotAllowed(route.name), route.name, rule);
  if (hasNone) {
    const memberOf = (parameter: string) => admitted.endpoint.memberOf?.(parameter) ?? parameter;
    return refuse(noTarget(table, leftOut, memberOf), route.name, rule);
  }
  const { set: fixed = {}, zeroRetention, unsupported } = plan;
  const parts = { facts: served.facts, fixed, zeroRetention, unsupported, routingNames: declared, maxOutputTokens };
  const ask = askOf(served.admitted, parts);
  const { now } = admitted;
  const asked = { question, route: route.name, inUse: admitted.inUse };
  const decided: Plan<R> = {
    ask,
    table: table.hash,
    now,
    route: route.name,
    rule,
    tier,
    ...plannedTargets(planned, asked),
    priority: plan.priority ?? admitted.key.priority ?? 0,
    limits,
    ...(rooms && { rooms }),
    ...(retry && { retry }),
    ...(hedge && hedging && { hedge: () => hedging.begin(route.name, hedge, { ask, now, rooms }) }),
    ...(plan.shadow && { shadow: plannedShadow(plan.shadow, { table, facts, max, room }, ready) }),
    ...(plan.judge && { check: plannedCheck(plan.judge, { table, facts, max, room }, ready) }),
    ...(fallbackOn && { fallbackOn: new Set(fallbackOn as FailureClass[]) }),
  };
  spending?.spend(decided, asked);
  limiting?.limit(decided, asked);
  return { kind: "plan", plan: decided };
}

/** On the same terms, so that what is asked of it is asked of the shadow as it stands. */
function plannedShadow(
  { plan, share, judge }: TableShadow,
  question: Pick<PlanQuestion, "facts" | "max" | "room"> & { readonly table: Table },
  ready: readonly ReadyTarget[],
): PlannedShadow {
  const { plans } = question.table;
  const planned = { share, question: { ...question, plan: plans[plan]! }, ready };
  return judge ? { ...planned, judge: { ...judge, plan: plans[judge.plan]! } } : planned;
}

function plannedCheck(
  judge: TableJudge,
  question: Pick<PlanQuestion, "facts" | "max" | "room"> & { readonly table: Table },
  ready: readonly ReadyTarget[],
): PlannedCheck {
  const plan = question.table.plans[judge.plan]!;
  return { question: { ...question, plan }, ready, judge: { ...judge, plan } };
}

/** The reason that all targets share says most; else there are several. */
function noTarget(table: Table, leftOut: readonly LeftOut[], memberOf: (parameter: string) => string): Failure {
  const [first] = leftOut;
  const shared = first && leftOut.every((reason) => reason.class === first.class) ? first.class : "no-target";
  const reasons = leftOut.map(({ target, why }) => `${table.targets[target]!.id} ${why}`);
  const detail = `No target of the route can serve this request: ${reasons.join("; ")}.`;
  const param =
    first?.param !== undefined && leftOut.every((reason) => reason.param === first.param) ? first.param : undefined;
  return { class: shared, detail, ...(param !== undefined && { param: memberOf(param) }) };
}

function refuse(refusal: Refusal | Failure, route?: string, rule?: string): Refused {
  return { kind: "refused", refusal, ...(route !== undefined && { route }), ...(rule !== undefined && { rule }) };
}

/** Why the route does not give as many answers. */
function tooMany({ request }: Facts, { definition: { max } }: LoadedRoute): Failure | undefined {
  const { choices = mostChoices } = max;
  const asked = request.said.choices;
  if (asked <= choices) return undefined;
  const most = choices === 1 ? "one answer" : `${choices} answers`;
  const detail = `n asks for ${asked} answers; this route gives ${most} to a request. Send a smaller n, or several requests.`;
  return { class: "bad-request", detail, param: "n" };
}

/** Why the route does not take an input of this size, what the policy adds included. */
function overMax(
  { endpoint: { contentName } }: Admitted,
  facts: Facts,
  { definition }: LoadedRoute,
): Failure | undefined {
  const above = boundsInput(definition.max) ? aboveMax(definition.max, facts.tokens) : undefined;
  if (!above) return undefined;
  const has = spellBound(above.bound, above.has);
  const detail = `The request has ${has}; this route takes ${above.max}. Send fewer or shorter ${contentName}.`;
  return { class: "context-length", detail, param: contentName };
}
