/**
 * Finds a request for a point inside a box and outside of others, or proves that there is none: at first by one box that
 * covers all, then by local search, at last by the solver.
 */
import { Solver } from "./cdcl.ts";
import { LocalSearch } from "./local-search.ts";
import type { PointAnswer, PointQuestion } from "./point.ts";
import { Probe } from "./probe.ts";
import { Random } from "./random.ts";
import { smallCore } from "./small-core.ts";
import { type ClassBox, Space } from "./space.ts";
import type { Work } from "./work.ts";

const STARTS = 2;
const STEPS = 60;
const SEED = 0x2545f491;

export function findPoint<T>(question: PointQuestion<T>, work: Work): PointAnswer<T> {
  const space = new Space(question, work);
  const cover = space.boxes.filter(({ sets }) => sets.length === 0);
  if (cover.length > 0) {
    const isImpossible = cover.some(({ origin }) => origin === "impossible");
    return { kind: "none", by: "cover", outside: isImpossible ? [] : [cover[0]!.origin as number] };
  }
  const probe = new Probe(question, space, work);
  return search(space, probe, work) ?? solve(question, space, probe, work);
}

function search<T>(space: Space, probe: Probe<T>, work: Work): PointAnswer<T> | undefined {
  const walk = new LocalSearch(space, new Random(SEED), work);
  for (let start = 0; start < STARTS; start += 1) {
    if (start > 0) walk.jump();
    while (walk.walk(STEPS) && !work.isSpent && !probe.isHopeless) {
      const tried = probe.at(walk.point);
      if (tried.kind === "real") return { kind: "found", value: tried.value, by: "search" };
      walk.add(tried.box);
    }
  }
  return undefined;
}

function solve<T>(question: PointQuestion<T>, space: Space, probe: Probe<T>, work: Work): PointAnswer<T> {
  const solver = new Solver(space, [...space.boxes, ...probe.excluded], work);
  while (!probe.isHopeless) {
    const solved = solver.solve();
    if (solved === "spent") return { kind: "undecided", why: "the work allowed for it is spent" };
    if (solved === "none") return none(question, space, probe, solver, work);
    const tried = probe.at(solver.point());
    if (tried.kind === "real") return { kind: "found", value: tried.value, by: "solver" };
    solver.add(tried.box);
  }
  return undecided(probe);
}

function none<T>(
  { anyReasons }: PointQuestion<T>,
  space: Space,
  probe: Probe<T>,
  solver: Solver,
  work: Work,
): PointAnswer<T> {
  const core = solver.core();
  if ([...core].some(({ origin }) => origin === "unknown")) return undecided(probe);
  const outside = anyReasons ? asked(core) : smallCore(space, probe, core, work);
  return { kind: "none", by: "solver", outside };
}

/** The indexes of the boxes to stay out of, ascending. */
function asked(core: ReadonlySet<ClassBox>): number[] {
  return [...core].flatMap(({ origin }) => (typeof origin === "number" ? [origin] : [])).sort((a, b) => a - b);
}

function undecided<T>(probe: Probe<T>): PointAnswer<T> {
  return { kind: "undecided", why: probe.why };
}
