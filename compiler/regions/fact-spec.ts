import { type FactSpec, facts } from "../../schemas/facts.ts";

/** What is known of a fact that atoms and columns name; nothing for metadata, which each policy declares. */
export function factSpec(fact: string): FactSpec | undefined {
  const name = fact.replace(/\.includes$/, "");
  return Object.hasOwn(facts, name) ? facts[name as keyof typeof facts] : undefined;
}

/** Counted in whole numbers. */
export function isWhole(fact: string): boolean {
  return factSpec(fact)?.type.kind === "number";
}
