/** Whose a budget or a limit is. */
import type { Facts } from "../../semantics/facts/facts.ts";
import type { FactReader } from "../../semantics/facts/reader.ts";

/** The value of the fact of its `per`; undefined: of those who lack it, and of no others. */
export type Owner = string | undefined;

export function ownerOf(per: FactReader, facts: Facts): Owner {
  const value = per.read(facts, "");
  return value === undefined ? undefined : String(value);
}

/** What `owner` has of it. No part of `of` has a space, so that what stands behind is the owner's alone. */
export function ownedKey(of: readonly string[], owner: Owner): string {
  const parts = of.join(" ");
  return owner === undefined ? parts : `${parts} ${owner}`;
}
