/** The targets of a plan that can serve one request, in the order in which they are tried. */
import type { Table, TablePlan, TableProvider, TableRoute, TableTarget } from "../schemas/table.ts";
import type { PlanCanary } from "../schemas/table-canary.ts";
import type { PlanOrder } from "../schemas/table-order.ts";
import { isInCanary } from "./canary.ts";
import { besideEmulation, isEmulated } from "./emulation.ts";
import { Facts } from "./facts/facts.ts";
import { readerOf } from "./facts/readers.ts";
import type { FellOn, SplitOrder } from "./fell-on.ts";
import { addsContent } from "./fixed-parameters.ts";
import { answeredBy, operationOf } from "./operation.ts";
import { reachedBy } from "./order-parts.ts";
import { refusedParameter } from "./parameters/refused.ts";
import { pricedTarget } from "./priced-target.ts";
import { requestCost } from "./request-cost.ts";
import { splitShare } from "./split-share.ts";
import { StickyGroup, type StickyOrder, type StickyTargets } from "./sticky-group.ts";
import { boundedOutput, mostExpected, unfit } from "./target-fit.ts";
import { type OrderView, targetOrder } from "./target-order.ts";
import { mayCallTarget } from "./target-patterns.ts";
import { aboveMax, boundsInput, spellBound } from "./tokens/above-max.ts";
import { addedAt } from "./tokens/added-tokens.ts";
import { plusTokens } from "./tokens/plus-tokens.ts";

interface Dialects {
  readonly providers: readonly Pick<TableProvider, "dialect">[];
}

/** How busy and how quick the targets are, by `provider/model`. */
export interface LoadView {
  /** Milliseconds of late until what a client waits for: the first token of a stream, all of another answer. See `OrderView`. */
  firstToken(id: string, stream: boolean): number | undefined;
  open(id: string): number;
  turn(id: string): number;
  /** The target that last answered a group of requests, by its key; see `StickyGroup`. */
  kept?(key: string): string | undefined;
}

export interface PlanQuestion {
  table: Pick<Table, "targets" | "canaries"> & Dialects;
  plan: TablePlan;
  facts: Facts;
  /** What the route allows. */
  max?: TableRoute["max"] | undefined;
  load: LoadView;
  /** Whether a canary has not gone back, by its index; absent: none has. */
  isOn?: ((canary: number) => boolean) | undefined;
  /** What a target has left of its limits, by its index; absent: nobody knows. See `OrderView`. */
  room?: ((target: number) => number) | undefined;
}

/** Why a target is left out of a request's plan. */
export interface LeftOut {
  target: number;
  /** The failure class that it would end in. */
  class: "unsupported" | "context-length" | "no-target";
  why: string;
  /** The caller's key may not call it. */
  isForbidden?: true;
  /** The parameter that it cannot take. */
  param?: string;
}

export interface PlannedTargets {
  targets: number[];
  leftOut: LeftOut[];
  /** How its strategies keep the request with others; absent: none does. */
  groups?: StickyGroup[];
  /** Sides of splits and of a canary; absent: there are none. */
  fellOn?: FellOn;
}

export function planTargets(question: PlanQuestion): PlannedTargets {
  const { table, plan } = question;
  const served = servedFacts(question.facts, plan.set);
  const leftOut: LeftOut[] = [];
  for (const target of plan.targets) {
    const reason = unsuitable(table.targets[target]!, question, served);
    if (reason) leftOut.push({ target, ...reason });
  }
  const view = new View(question, served, leftOut);
  const { targets, canary } = plan.canary
    ? withCanary(plan.order, plan.canary, question, view)
    : { targets: targetOrder(plan.order, view) };
  const { groups, splits } = view;
  return {
    targets,
    leftOut,
    ...(groups && { groups }),
    ...((splits || canary) && { fellOn: { splits: splits ?? [], canary } }),
  };
}

type Fallen = Pick<FellOn, "canary"> & { targets: number[] };

/** The candidate first, where the request is in it; it falls on the candidate's sides then, whatever stands behind. */
function withCanary(
  order: PlanOrder,
  { canary: index, order: first }: PlanCanary,
  { table, facts, isOn }: PlanQuestion,
  view: View,
): Fallen {
  const canServe = reachedBy(first).some((target) => view.suits(target));
  if (!canServe) return { targets: targetOrder(order, view) };
  const isIn = isInCanary(facts, table.canaries![index]!) && (isOn?.(index) ?? true);
  if (!isIn) return { targets: targetOrder(order, view), canary: { index, isIn } };
  const candidate = targetOrder(first, view);
  const { splits } = view;
  const targets = [...new Set([...candidate, ...targetOrder(order, view)])];
  view.splits = splits;
  return { targets, canary: { index, isIn } };
}

class View implements OrderView, StickyTargets {
  groups: StickyGroup[] | undefined;
  splits: FellOn["splits"] | undefined;
  readonly #question: PlanQuestion;
  readonly #served: Facts;
  readonly #leftOut: readonly LeftOut[];

  constructor(question: PlanQuestion, served: Facts, leftOut: readonly LeftOut[]) {
    this.#question = question;
    this.#served = served;
    this.#leftOut = leftOut;
  }

  suits(index: number): boolean {
    return !this.#leftOut.some(({ target }) => target === index);
  }

  cost(index: number): number {
    return costOf(this.#target(index), this.#question, this.#served) ?? Number.POSITIVE_INFINITY;
  }

  firstToken(index: number): number | undefined {
    return this.#question.load.firstToken(this.#target(index).id, this.#question.facts.request.said.stream);
  }

  open(index: number): number {
    return this.#question.load.open(this.#target(index).id);
  }

  room(index: number): number {
    return this.#question.room?.(index) ?? 1;
  }

  turn(index: number): number {
    return this.#question.load.turn(this.#target(index).id);
  }

  share(by: string): number {
    return splitShare(this.#question.facts, by);
  }

  fell(split: SplitOrder, side: number): void {
    this.splits = [...(this.splits ?? []), { split, side }];
  }

  /** Without the fact a request is kept with no other. */
  group(order: StickyOrder): StickyGroup | undefined {
    const sticky = order.sticky!;
    const value = readerOf(sticky.by)?.read(this.#question.facts, "");
    if (typeof value !== "string") return undefined;
    const group = new StickyGroup(order, sticky, value, this);
    this.groups ??= [];
    this.groups.push(group);
    return group;
  }

  id(index: number): string {
    return this.#target(index).id;
  }

  kept(key: string): string | undefined {
    return this.#question.load.kept?.(key);
  }

  #target(index: number): TableTarget {
    return this.#question.table.targets[index]!;
  }
}

/** With the parameters that the policy fixes: what is sent, and so what is counted, priced and asked of a target. */
export function servedFacts(facts: Facts, set: TablePlan["set"]): Facts {
  if (set === undefined) return facts;
  return new Facts({ ...facts.request, said: facts.request.said.withFixed(set), bytes: undefined });
}

/** Whichever has the size of what is sent: the client's own facts, which may have been read, unless content is added. */
export function countedFacts(facts: Facts, served: Facts, set: TablePlan["set"]): Facts {
  return addsContent(set) ? served : facts;
}

function unsuitable(target: TableTarget, question: PlanQuestion, served: Facts): Omit<LeftOut, "target"> | undefined {
  const { plan } = question;
  if (!mayCallTarget(question.facts.request.key.targets, target.id))
    return { class: "no-target", why: "may not be called with this key", isForbidden: true };
  if (answeredBy(target) !== operationOf(served.request.endpoint))
    return { class: "unsupported", why: otherKind(target) };
  const lacking = lackingFor(target, plan, served);
  if (lacking) return { class: "unsupported", why: `cannot do what the request needs (${lacking})` };
  const param = refusedBy(target, question, served);
  if (param !== undefined) return { class: "unsupported", why: `cannot take ${param} as it is`, param };
  const tooLong = tooLongFor(target, question, served);
  if (tooLong !== undefined) return { class: "context-length", why: tooLong };
  if (plan.maxCost === undefined) return undefined;
  const cost = costOf(target, question, served);
  if (cost === undefined) return { class: "no-target", why: `${unpriced(target)} to hold against what this may cost` };
  if (cost / 1e6 <= plan.maxCost) return undefined;
  return { class: "no-target", why: `could cost $${(cost / 1e6).toFixed(4)}, and $${plan.maxCost} is allowed` };
}

/** A need that it fails, or what cannot stand beside one that is met by other means. */
function lackingFor({ lacks }: TableTarget, plan: TablePlan, served: Facts): string | undefined {
  const needs = (fact: string) => readerOf(fact)?.read(served, "") === true;
  const needed = lacks.filter(needs);
  const unmet = needed.find((fact) => !isEmulated(plan, fact));
  return unmet ?? (needed.length > 0 ? besideEmulation.find(needs) : undefined);
}

/** Of the parameters that a target must take where the request says them: one that it cannot. */
function refusedBy(
  target: TableTarget,
  { table, plan }: PlanQuestion,
  { request: { said } }: Facts,
): string | undefined {
  const { error = [] } = plan.unsupported ?? {};
  if (error.length === 0) return undefined;
  const taker = { dialect: table.providers[target.provider]!.dialect, target };
  const isFixed = (name: string) => Object.hasOwn(plan.set ?? {}, name);
  return refusedParameter(taker, error, { said: (name) => said.value(name), isFixed });
}

function otherKind(target: TableTarget): string {
  return answeredBy(target) === "chat" ? "makes no embeddings" : "answers no chats";
}

/** What a target and the route let in holds of what is sent, with what the policy adds. */
function tooLongFor(target: TableTarget, { plan, facts, max = {} }: PlanQuestion, served: Facts): string | undefined {
  const window = windowOf(target);
  const output = boundedOutput(served.request.said.maxOutputTokens, max.outputTokens, window);
  const added = addedAt(plan, target);
  if (!boundsInput(max) && !facts.mayExpectMoreThan(mostExpected(window, output) - added.expected)) return undefined;
  const sent = plusTokens(facts.tokens, added);
  const above = aboveMax(max, sent);
  if (above) return `would get ${spellBound(above.bound, above.has)}, and the route takes ${above.max}`;
  return unfit(window, sent, output, max.inputTokens);
}

/** Each input has the window of an embedding model to itself; the provider says where one is too long. */
function windowOf(target: TableTarget): TableTarget {
  return answeredBy(target) === "chat" ? target : { ...target, context: Number.POSITIVE_INFINITY, maxInput: undefined };
}

function unpriced({ price }: TableTarget): string {
  return price?.unknown === undefined ? "has no price" : "has no price for audio";
}

/** Micro-USD of the request at its largest. */
function costOf(target: TableTarget, { table, facts, plan, max }: PlanQuestion, served: Facts): number | undefined {
  return requestCost("upper", target, pricedTarget(table, target), { facts, served, plan, max });
}
