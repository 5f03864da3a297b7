/** Where what stands at a place is declared. */
import { entry, field } from "../lower/read.ts";
import type { Span } from "../source.ts";
import type { EditedPolicy } from "./edited-policy.ts";
import { factWordAt } from "./fact-words.ts";
import { nameAt } from "./name-at.ts";

/** The key under which a tier, a route, metadata or a budget is declared. */
export function definitionAt(policy: EditedPolicy, offset: number): Span | undefined {
  const { value, file } = policy;
  if (!value) return undefined;
  const keyOf = (section: string, name: string) => entry(field(value, section), name)?.origin.span;
  const named = nameAt(value, file.name, offset);
  if (named?.kind === "tier") return keyOf("tiers", named.name);
  if (named?.kind === "route") return keyOf("routes", named.name);
  const path = named?.kind === "fact" ? named.name.replace(/^r\./, "") : factWordAt(file.text, offset)?.path;
  const [group = "", name = ""] = path?.split(".") ?? [];
  if (group === "metadata") return keyOf("metadata", name);
  if (group === "headers") return keyOf("headers", name);
  if (group === "budget") return keyOf("budgets", name);
  return group === "latency" ? keyOf("tiers", name) : undefined;
}
