/** Fewer boxes that still leave no point: each that can be missed is left out, the later ones first. */
import { Solver } from "./cdcl.ts";
import type { Probe } from "./probe.ts";
import type { ClassBox, Space } from "./space.ts";
import type { Work } from "./work.ts";

/** Steps for one attempt to miss a box. */
const STEPS = 50_000;

/** The indexes of the boxes to stay out of that are left, ascending. */
export function smallCore<T>(space: Space, probe: Probe<T>, core: ReadonlySet<ClassBox>, work: Work): number[] {
  const known = space.boxes.filter(({ origin }) => origin === "impossible");
  let kept = core;
  for (const candidate of latestFirst(core)) {
    if (work.isSpent) break;
    if (!kept.has(candidate)) continue;
    const fewer = solveFor(space, probe, [...others(kept, candidate), ...known], work.part(STEPS));
    if (fewer !== undefined) kept = fewer;
  }
  return latestFirst(kept)
    .map(({ origin }) => origin as number)
    .reverse();
}

function latestFirst(boxes: ReadonlySet<ClassBox>): ClassBox[] {
  const asked = [...boxes].filter(({ origin }) => typeof origin === "number");
  return asked.sort((a, b) => (b.origin as number) - (a.origin as number));
}

/** Of the core, the boxes to stay out of, but one. */
function others(core: ReadonlySet<ClassBox>, missing: ClassBox): ClassBox[] {
  return [...core].filter((box) => box !== missing && typeof box.origin === "number");
}

/** Those of the boxes that leave no point; undefined when there is one, or when it takes too much work. */
function solveFor<T>(
  space: Space,
  probe: Probe<T>,
  boxes: readonly ClassBox[],
  work: Work,
): ReadonlySet<ClassBox> | undefined {
  const impossible = probe.excluded.filter(({ origin }) => origin === "impossible");
  const solver = new Solver(space, [...boxes, ...impossible], work);
  while (!work.isSpent) {
    const solved = solver.solve();
    if (solved === "none") return solver.core();
    if (solved === "spent") return undefined;
    const tried = probe.at(solver.point());
    if (tried.kind === "real" || tried.box.origin === "unknown") return undefined;
    solver.add(tried.box);
  }
  return undefined;
}
