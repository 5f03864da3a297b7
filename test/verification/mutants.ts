/** Mistakes that the verifier could have: each must make it say something that is not so. */
import type { ComparisonName } from "./compared-seed.ts";

export interface Mutant {
  /** Below the project's root. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly replace: string;
  readonly why: string;
  /** `verdicts` unless another comparison is named. */
  readonly shownBy?: ComparisonName;
  /** Looked at first: it showed the mutant when this was written. */
  readonly seed?: number;
}

export const mutants: readonly Mutant[] = [
  {
    why: "a range ends one cut too late",
    file: "compiler/regions/columns.ts",
    find: "countBelow(cuts, to) + 2",
    replace: "countBelow(cuts, to) + 3",
  },
  {
    why: "a range begins one cut too early",
    file: "compiler/regions/columns.ts",
    find: "countBelow(cuts, from) + 2",
    replace: "countBelow(cuts, from) + 1",
  },
  {
    why: "`<=` does not take its bound",
    file: "compiler/lower/interval.ts",
    find: "return { from: below, to: after };",
    replace: "return { from: below, to: at };",
  },
  {
    why: "`>` takes its bound",
    file: "compiler/lower/interval.ts",
    find: "return { from: after, to: above };",
    replace: "return { from: at, to: above };",
  },
  {
    why: "what is missing is not in the complement",
    file: "compiler/regions/boxes.ts",
    find: "all & ~cellsOf(atom, column)",
    replace: "all & ~cellsOf(atom, column) & ~1n",
  },
  {
    why: "the negation of a conjunction is a conjunction",
    file: "compiler/regions/boxes.ts",
    find: '(condition.kind === "all") === holds',
    replace: 'condition.kind === "all"',
  },
  {
    why: "a box is dropped for one that it contains",
    file: "compiler/regions/simplify-boxes.ts",
    find: "(narrower & ~cells) !== 0n",
    replace: "(cells & ~narrower) !== 0n",
  },
  {
    why: "the box before a rule is not in its way",
    file: "compiler/verify/route-space.ts",
    find: "this.#index.overlapping(region, before)",
    replace: "this.#index.overlapping(region, before - 1)",
  },
  {
    why: "the largest request that is allowed is not looked at",
    file: "compiler/plan/admission.ts",
    find: "to: most + 1 }",
    replace: "to: most }",
  },
  {
    why: "a finer cell that begins with a coarse one is counted to the one before",
    seed: 347,
    file: "compiler/regions/refine.ts",
    find: "(coarse.cuts[below] === from ? 1 : 0)",
    replace: "0",
  },
  {
    why: "a box that only reaches into the region is taken to cover it",
    file: "compiler/regions/search/reach.ts",
    find: "covers(set.runs, inside.runs) ? CONTAINS",
    replace: "touches(set.runs, inside.runs) ? CONTAINS",
  },
  {
    why: "the solver's proof leaves out what held without a decision",
    file: "compiler/regions/search/cdcl.ts",
    find: "if (!sets.has(set)) open.push(",
    replace: "if (sets.size > 99) open.push(",
  },
  {
    why: "the cells of a column leave out a reason why none is left",
    file: "compiler/regions/search/domains.ts",
    find: "if (open.every((word) => word === 0)) needed = others;",
    replace: "needed = others;",
  },
  {
    why: "a clause is not watched at its last literal",
    file: "compiler/regions/search/clauses.ts",
    find: "for (let k = 2; k < literals.length; k += 1)",
    replace: "for (let k = 2; k < literals.length - 1; k += 1)",
  },
  {
    why: "the first decision is taken for a fact",
    file: "compiler/regions/search/cdcl.ts",
    find: "if (assignment.level === 0) {",
    replace: "if (assignment.level <= 1) {",
  },
  {
    why: "what excludes each other is told without its first part",
    file: "compiler/witness/theory.ts",
    find: "new Map(asked.sort().map(",
    replace: "new Map(asked.sort().slice(asked.length > 1 ? 1 : 0).map(",
  },
  {
    why: "the median may not be below the other quantile",
    file: "compiler/witness/state/latency-state.ts",
    find: "p50 && choose(p50, { first: 0n, last: doubleNumber(high ?? Number.MAX_VALUE) }, usual.p50)",
    replace: "p50 && choose(p50, { first: doubleNumber(high ?? 0), last: doubleCount - 1n }, usual.p50)",
  },
  {
    why: "what is left of a budget grows with what was spent",
    file: "compiler/witness/state/budget-state.ts",
    find: "{ read: budgetLeft, falls: true }",
    replace: "{ read: budgetLeft }",
  },
  {
    why: "messages and images are taken to weigh more than they do",
    seed: 3792,
    file: "compiler/witness/request/known-boxes.ts",
    find: "({ most }) => most < fewest",
    replace: "({ most }) => most <= fewest",
  },
  {
    why: "images are possible without the need for vision",
    file: "compiler/witness/request/known-boxes.ts",
    find: '({ least }) => least > 0), { key: "needs.vision", cells: NO }',
    replace: '({ least }) => least > 1), { key: "needs.vision", cells: YES }',
  },
  {
    why: "metadata takes what is not listed",
    file: "compiler/witness/strings/string-domain.ts",
    find: "if (field?.values) return",
    replace: "if (field?.values?.length === 0) return",
  },
  {
    why: "what is required may be missing",
    file: "compiler/witness/strings/string-domain.ts",
    find: "const optional = field?.required !== true;",
    replace: "const optional = true;",
  },
  {
    why: "a window does not take a request of its own size",
    seed: 1739,
    file: "compiler/plan/fits.ts",
    find: "upTo(fact, last + 1, origin)",
    replace: "upTo(fact, last, origin)",
  },
  {
    why: "a target at exactly the limit is too dear",
    seed: 7596,
    file: "compiler/plan/suits.ts",
    find: "to: nextDouble(maxCost) }",
    replace: "to: maxCost }",
  },
  {
    why: "only the first side of a split is looked at",
    seed: 1382,
    file: "compiler/plan/tried.ts",
    find: "parts.flatMap((part, i) => narrowed(part, taken[i]!, isExact))",
    replace: "parts.slice(0, 1).flatMap((part, i) => narrowed(part, taken[i]!, isExact))",
  },
  {
    why: "fallbacks are not looked at",
    file: "compiler/plan/tried.ts",
    find: 'if (order.kind !== "chain" || options.goesOn) {',
    replace: 'if (order.kind !== "chain" || !options.goesOn) {',
  },
  {
    why: "the cost of a request with the fewest tokens is taken for the greatest",
    file: "compiler/witness/cost/solve-limits.ts",
    find: "cost(n, outputs?.least) >= to) - 1;",
    replace: "cost(n, outputs?.most) >= from) - 1;",
  },
  {
    why: "cache writes are not counted",
    file: "semantics/worst-cost.ts",
    find: "rates.input, cacheRead, cacheWrite);",
    replace: "rates.input, cacheRead);",
  },
  {
    why: "one answer is counted of all that are asked for",
    file: "semantics/worst-cost.ts",
    find: "answers * (output * perOutput + perAnswer)",
    replace: "(answers > 0 ? 1 : 0) * (output * perOutput + perAnswer)",
  },
  {
    why: "one failure fewer than claimed is looked at",
    file: "compiler/verify/claims/survives.ts",
    find: "most: count }",
    replace: "most: count - 1 }",
  },
  {
    why: "some target that can be tried is enough, even one of which the claim does not hold",
    seed: 54,
    file: "compiler/verify/claims/some.ts",
    find: "all([surelyServes(target, place.plan.terms, claim.origin), holdsOf(claim, target, place)], claim.origin),",
    replace: "all([], claim.origin),",
  },
];
