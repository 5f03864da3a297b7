import type { Condition } from "./ir.ts";

/** Parts of one condition, and how deep they are nested. */
const PARTS = 20_000;
const DEPTH = 250;

/**
 * What a condition has too much of for the stages that follow, each of which walks it as a tree; undefined when it is
 * fine. A part that is used in many places is one object here, so few lines can stand for a tree without an end.
 */
export function excessOf(condition: Condition): string | undefined {
  const { parts, depth } = measured(condition, new Map());
  if (parts > PARTS) return `more than ${PARTS.toLocaleString("en")} parts`;
  return depth > DEPTH ? `parts that are nested more than ${DEPTH} deep` : undefined;
}

interface Measure {
  readonly parts: number;
  readonly depth: number;
}

function measured(root: Condition, known: Map<Condition, Measure>): Measure {
  const open: Condition[] = [root];
  for (let at = open.at(-1); at; at = open.at(-1)) {
    const inner = partsOf(at);
    const unknown = known.has(at) ? [] : inner.filter((part) => !known.has(part));
    if (unknown.length > 0) {
      for (const part of unknown) open.push(part);
      continue;
    }
    const measures = inner.map((part) => known.get(part)!);
    const parts = measures.reduce((sum, measure) => sum + measure.parts, 1);
    known.set(at, { parts, depth: 1 + measures.reduce((most, { depth }) => Math.max(most, depth), 0) });
    open.pop();
  }
  return known.get(root)!;
}

function partsOf(condition: Condition): readonly Condition[] {
  if (condition.kind === "not") return [condition.of];
  return condition.kind === "all" || condition.kind === "any" ? condition.of : [];
}
