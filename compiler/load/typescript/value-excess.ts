import type { Value } from "../value.ts";

/** Values within the whole policy, each counted wherever it is used, and how deep they are nested. */
const VALUES = 1_000_000;
const DEPTH = 200;

/**
 * What a policy has too much of for the stages that follow, each of which walks it as a tree; undefined when it is fine.
 * A list that is used in many places is built once, so few lines can stand for a tree without an end.
 */
export function valueExcess(value: Value): { kind: "size" | "depth"; what: string } | undefined {
  const { size, depth } = measured(value, new Map(), 0);
  if (depth > DEPTH) return { kind: "depth", what: `the values of the policy are nested more than ${DEPTH} deep` };
  if (size <= VALUES) return undefined;
  return { kind: "size", what: `written out, the policy has more than ${VALUES.toLocaleString("en")} values` };
}

interface Measure {
  readonly size: number;
  readonly depth: number;
}

/** Stops going down where it is too deep already. */
function measured(value: Value, known: Map<object, Measure>, level: number): Measure {
  const inside = value.kind === "list" ? value.items : value.kind === "record" ? value.fields : undefined;
  if (!inside || level > DEPTH) return { size: 1, depth: 1 };
  const before = known.get(inside);
  if (before) return before;
  let [size, depth] = [1, 0];
  for (const part of partsOf(value)) {
    const measure = measured(part, known, level + 1);
    size += measure.size;
    depth = Math.max(depth, measure.depth);
  }
  const measure = { size, depth: depth + 1 };
  known.set(inside, measure);
  return measure;
}

function partsOf(value: Value): readonly Value[] {
  if (value.kind === "list") return value.items;
  return value.kind === "record" ? [...value.fields.values()].map((field) => field.value) : [];
}
