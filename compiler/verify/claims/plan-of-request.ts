/** The plan of one request, with why each target is in it or not: what is so of every request with the same reasons. */
import { splitSide } from "../../../semantics/split-side.ts";
import { atom, not } from "../../lower/connectives.ts";
import { MAX_COST } from "../../lower/derived-facts.ts";
import { nextDouble } from "../../lower/interval.ts";
import type { Condition, Target, Terms } from "../../lower/ir.ts";
import type { Order } from "../../plan/order.ts";
import { sampled, samplesOf } from "../../plan/sides.ts";
import { suits } from "../../plan/suits.ts";
import type { Origin } from "../../source.ts";
import { type Ask, distinct, implicant } from "./implicant.ts";

export interface Reasoned {
  readonly target: Target;
  /** All of them hold for the request. */
  readonly why: readonly Condition[];
}

export interface RequestPlan {
  /** What some run of the request can try, each target once. */
  readonly planned: readonly Reasoned[];
  /** What none can. */
  readonly leftOut: readonly Reasoned[];
}

export interface PlanView {
  readonly terms: Terms;
  /** Whether any failure goes on to the next target. */
  readonly goesOn: boolean;
  readonly origin: Origin;
  readonly ask: Ask;
  /** The request's sample by a fact, or by its key. */
  share(by: string): number;
  /** USD of the request at a target, by its id; undefined where it is not known. */
  cost(id: string): number | undefined;
  /** Two targets cost the same, whatever the request. */
  costsAlike(a: string, b: string): boolean;
}

export function planOfRequest(order: Order, view: PlanView): RequestPlan {
  const { planned, leftOut } = read(order, view);
  const kept = new Set(planned.map(({ target }) => target.id));
  const out = Map.groupBy(
    leftOut.filter(({ target }) => !kept.has(target.id)),
    ({ target }) => target.id,
  );
  return {
    planned: [...new Map(planned.toReversed().map((one) => [one.target.id, one])).values()].toReversed(),
    // Of a target that stands twice both are left out.
    leftOut: [...out.values()].map((same) => ({
      target: same[0]!.target,
      why: distinct(same.flatMap(({ why }) => why)),
    })),
  };
}

function read(order: Order, view: PlanView): RequestPlan {
  switch (order.kind) {
    case "target": {
      const open = suits(order.target, view.terms, view.origin);
      const one = { target: order.target, why: implicant(open, view.ask) };
      return view.ask(open) ? { planned: [one], leftOut: [] } : { planned: [], leftOut: [one] };
    }
    case "split":
      return readSplit(order, view);
    default: {
      const parts = order.of.map((part) => read(part, view));
      if (view.goesOn) return joined(parts);
      return order.kind === "chain"
        ? firstOnly(parts)
        : order.kind === "cheapest"
          ? cheapestOnly(parts, view)
          : joined(parts);
    }
  }
}

function readSplit({ parts, by }: Extract<Order, { kind: "split" }>, view: PlanView): RequestPlan {
  const sides = parts.map(({ of }) => read(of, view));
  const weights = parts.map(({ weight }, i) => (sides[i]!.planned.length > 0 ? weight : 0));
  const taken = splitSide(weights, view.share(by));
  if (taken < 0) return joined(sides);
  const open = distinct(sides.flatMap(reasonsFor));
  const sampleOf = (side: number) => {
    const [from, to] = samplesOf(weights, side);
    return sampled(by, { from, to }, view.origin);
  };
  return {
    planned: also(sides[taken]!.planned, [...open, ...implicant(sampleOf(taken), view.ask)]),
    // While the same sides are open, no sample but its own takes a side.
    leftOut: sides.flatMap(({ planned, leftOut }, i) => [
      ...leftOut,
      ...(i === taken ? [] : notTaken(planned, [...open, not(sampleOf(i), view.origin)])),
    ]),
  };
}

/** Why a part has targets, or has none. */
function reasonsFor({ planned, leftOut }: RequestPlan): readonly Condition[] {
  if (planned.length === 0) return leftOut.flatMap(({ why }) => why);
  return planned.reduce((best, next) => (next.why.length < best.why.length ? next : best)).why;
}

function firstOnly(parts: readonly RequestPlan[]): RequestPlan {
  const first = parts.findIndex(({ planned }) => planned.length > 0);
  if (first < 0) return joined(parts);
  const before = parts.slice(0, first).flatMap(reasonsFor);
  const why = reasonsFor(parts[first]!);
  return {
    planned: also(parts[first]!.planned, before),
    leftOut: parts.flatMap(({ planned, leftOut }, i) => [...leftOut, ...(i > first ? notTaken(planned, why) : [])]),
  };
}

/** A target is out where all that another part can begin with is cheaper: of equal ones the part that is written first. */
function cheapestOnly(parts: readonly RequestPlan[], view: PlanView): RequestPlan {
  const outs = parts.map(({ planned }, i) =>
    planned.flatMap((one) => {
      for (const [j, other] of parts.entries()) {
        if (j === i || other.planned.length === 0) continue;
        const why = other.planned.map(({ target }) => isBefore(target, one.target, j < i, view));
        if (!why.includes(undefined))
          return [{ target: one.target, why: [...allReasons(other), ...why.flatMap((w) => w ?? [])] }];
      }
      return [];
    }),
  );
  return {
    planned: parts.flatMap(({ planned }, i) =>
      planned.filter(({ target }) => !outs[i]!.some((out) => out.target.id === target.id)),
    ),
    leftOut: parts.flatMap(({ leftOut }, i) => [...leftOut, ...outs[i]!]),
  };
}

function allReasons({ planned, leftOut }: RequestPlan): Condition[] {
  return [...planned, ...leftOut].flatMap(({ why }) => why);
}

/** Why one target is cheaper than another, as costs on both sides of an amount between them; undefined where it is not. */
function isBefore(
  a: Target,
  b: Target,
  isWrittenFirst: boolean,
  { cost, costsAlike, origin }: PlanView,
): Condition[] | undefined {
  if (costsAlike(a.id, b.id)) return isWrittenFirst ? [] : undefined;
  const [of, than] = [cost(a.id), cost(b.id)];
  if (of === undefined) return than === undefined && isWrittenFirst ? [] : undefined;
  if (than === undefined) return [];
  if (isWrittenFirst ? of > than : of >= than) return undefined;
  const upTo = isWrittenFirst ? nextDouble(than) : than;
  const range = (id: string, from: number, to: number) =>
    atom({ kind: "range", fact: MAX_COST, argument: id, from, to }, origin);
  return [range(a.id, Number.NEGATIVE_INFINITY, upTo), range(b.id, than, Number.POSITIVE_INFINITY)];
}

function joined(parts: readonly RequestPlan[]): RequestPlan {
  return {
    planned: parts.flatMap(({ planned }) => planned),
    leftOut: parts.flatMap(({ leftOut }) => leftOut),
  };
}

function also(of: readonly Reasoned[], more: readonly Condition[]): Reasoned[] {
  return of.map(({ target, why }) => ({ target, why: distinct([...why, ...more]) }));
}

function notTaken(of: readonly Reasoned[], why: readonly Condition[]): Reasoned[] {
  return of.map(({ target }) => ({ target, why }));
}
