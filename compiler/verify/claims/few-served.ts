/** Requests whose plan has too few that may fail one by one: by counting, never by going through who fails. */
import type { Facts } from "../../../semantics/facts/facts.ts";
import { all, any, not } from "../../lower/connectives.ts";
import type { Condition, Target } from "../../lower/ir.ts";
import type { Way } from "../../plan/ways.ts";
import type { Breach } from "./breach.ts";
import { implicant } from "./implicant.ts";
import type { PlannedPlace } from "./plan-place.ts";
import { askOf, readPlan } from "./read-plan.ts";

export interface Counting {
  /** What fails as one. */
  groupOf(target: Target): string;
  /** The requests for which a target counts that is in their plan. */
  counts(target: Target): Condition;
  /** More groups than this must be left. */
  readonly most: number;
}

type Found = Omit<Breach, "shows">;

/** Every request of which at most so many groups count is in `when` of one of them. */
export function fewServed(place: PlannedPlace, counting: Counting): Found[] {
  const spares = (facts: Facts) => spared(place, counting, facts);
  const { origin } = place.plan.action;
  if (!place.ways) return [{ when: { kind: "constant", value: true, origin }, spares }];
  return place.ways.flatMap((way) => {
    const { when, isExact } = fewOf(way, counting);
    const here = all([way.when, when], origin);
    if (here.kind === "constant" && !here.value) return [];
    return [isExact && way.isExact ? { when: here } : { when: here, spares }];
  });
}

/** Of more groups than this that must all be closed, what closes them is not multiplied out. */
const MULTIPLIED = 8;

function fewOf({ of, when: { origin } }: Way, { groupOf, counts, most }: Counting): Pick<Way, "when" | "isExact"> {
  const byGroup = Map.groupBy(of, ({ target }) => groupOf(target));
  const open = [...byGroup.values()].map((group) =>
    any(
      group.map(({ target, when }) => all([when, counts(target)], origin)),
      origin,
    ),
  );
  const always = open.filter((one) => one.kind === "constant" && one.value).length;
  const closable = open.filter((one) => one.kind !== "constant");
  if (always > most) return { when: { kind: "constant", value: false, origin }, isExact: true };
  const mustClose = always + closable.length - most;
  if (mustClose <= 0) return { when: { kind: "constant", value: true, origin }, isExact: true };
  const closed = closable.map((one) => not(one, origin));
  const isEach = mustClose === closable.length && mustClose <= MULTIPLIED;
  return isEach ? { when: all(closed, origin), isExact: true } : { when: any(closed, origin), isExact: false };
}

/** Enough groups of a request that are there, and why they are. */
function spared(place: PlannedPlace, { groupOf, counts, most }: Counting, facts: Facts): Condition | undefined {
  const ask = askOf(place, facts);
  const counted = readPlan(place, facts, true).planned.filter(({ target }) => ask(counts(target)));
  const reasons = counted.map(({ target, why }) => ({
    group: groupOf(target),
    why: [...why, ...implicant(counts(target), ask)],
  }));
  if (new Set(reasons.map(({ group }) => group)).size <= most) return undefined;
  return all(widest(reasons, most + 1), place.plan.action.origin);
}

interface Reason {
  readonly group: string;
  readonly why: readonly Condition[];
}

/** The reasons of so many groups: those that ask least of a request, so that many are like it. */
function widest(reasons: readonly Reason[], count: number): Condition[] {
  const sorted = reasons.toSorted((a, b) => a.why.length - b.why.length || narrowness(a.why) - narrowness(b.why));
  const found = new Map<string, readonly Condition[]>();
  for (const { group, why } of sorted) {
    if (found.size === count) break;
    if (!found.has(group)) found.set(group, why);
  }
  return [...found.values()].flat();
}

/** The smaller the largest request that is let in, the larger. */
function narrowness(why: readonly Condition[]): number {
  const windows = why.map((one) =>
    one.kind === "atom" && one.atom.kind === "range" && one.atom.fact === "inputTokens" ? 1 / one.atom.to : 0,
  );
  return Math.max(0, ...windows);
}
