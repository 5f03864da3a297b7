/** A strategy without what is never allowed, and without what is then superfluous. */
import type { ReferenceStrategy } from "../reference/decide.ts";

export interface WrittenOrder {
  readonly kind: "target" | "chain" | "other";
  /** Every target that it can reach, each once, as written. */
  readonly targets: readonly string[];
  readonly parts: readonly WrittenOrder[];
}

/** Undefined where nothing is left. */
export function writtenOrder(
  strategy: ReferenceStrategy,
  isAllowed: (id: string) => boolean,
): WrittenOrder | undefined {
  if (typeof strategy === "string") {
    return isAllowed(strategy) ? { kind: "target", targets: [strategy], parts: [] } : undefined;
  }
  const isChain = Array.isArray(strategy) || "chain" in strategy;
  const inner: readonly ReferenceStrategy[] = Array.isArray(strategy)
    ? strategy
    : "split" in strategy
      ? Object.keys(strategy.split)
      : (Object.values(strategy)[0] as readonly ReferenceStrategy[]);
  const parts = inner.flatMap((part) => writtenOrder(part, isAllowed) ?? []);
  const flat = isChain ? distinct(parts.flatMap((part) => (part.kind === "chain" ? part.parts : [part]))) : parts;
  if (flat.length < 2) return flat[0];
  const targets = [...new Set(flat.flatMap((part) => part.targets))];
  return { kind: isChain ? "chain" : "other", targets, parts: flat };
}

/** A target that was tried is not tried again. */
function distinct(parts: readonly WrittenOrder[]): WrittenOrder[] {
  const seen = new Set<string>();
  return parts.filter(({ kind, targets: [id] }) => kind !== "target" || (!seen.has(id!) && seen.add(id!)));
}
