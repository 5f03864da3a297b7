/** A Portkey query as a condition: `{ "metadata.plan": { "$eq": "paid" } }` → `r.metadata.plan === "paid"`. */
import type { Value } from "../../load/value.ts";
import { toDocument } from "../../lower/document.ts";
import { entries, items } from "../../lower/read.ts";
import type { Findings } from "../findings.ts";

export interface Query {
  /** Undefined when a part of it cannot be said; that has been reported. */
  readonly condition: string | undefined;
  readonly metadata: readonly string[];
  /** It asks for the model that the client named. */
  readonly asksForModel: boolean;
}

export function conditionOf(query: Value, findings: Findings): Query {
  const metadata: string[] = [];
  let asksForModel = false;
  const fact = (name: string): string | undefined => {
    const [, key] = /^metadata\.([A-Za-z0-9_-]+)$/.exec(name) ?? [];
    if (key !== undefined) {
      metadata.push(key);
      return /^[A-Za-z_]\w*$/.test(key) ? `r.metadata.${key}` : `r.metadata[${JSON.stringify(key)}]`;
    }
    if (name === "params.model") asksForModel = true;
    return { "params.model": "r.model", "params.stream": "r.stream" }[name];
  };
  const all = (value: Value): string | undefined =>
    joined(
      entries(value).map(({ name, origin, value: asked }) => {
        if (name === "$and") return joined(items(asked).map(all), "&&");
        if (name === "$or") return joined(items(asked).map(all), "||");
        const subject = fact(name);
        const condition = subject === undefined ? undefined : joined(comparisons(subject, asked), "&&");
        if (condition === undefined) {
          const why = "a policy has no such fact, or no such comparison";
          findings.notCarriedOver(`the condition on \`${name}\``, why, origin, "Its rule is left out.");
        }
        return condition;
      }),
      "&&",
    );
  return { condition: all(query), metadata, asksForModel };
}

function joined(parts: readonly (string | undefined)[], operator: "&&" | "||"): string | undefined {
  if (parts.length === 0 || parts.includes(undefined)) return undefined;
  if (parts.length === 1) return parts[0];
  return parts.map((part) => (/&&|\|\|/.test(part!) ? `(${part})` : part)).join(` ${operator} `);
}

function comparisons(subject: string, asked: Value): (string | undefined)[] {
  if (asked.kind !== "record") return [compare(subject, "$eq", asked)];
  return entries(asked).map(({ name, value }) => compare(subject, name, value));
}

/** Metadata and models are texts, so only equality and lists can be said of them. */
function compare(subject: string, operator: string, value: Value): string | undefined {
  const written = toDocument(value);
  const texts = Array.isArray(written) ? written : [written];
  if (!texts.every((item) => typeof item === "string" || typeof item === "boolean")) return undefined;
  if (subject === "r.stream") return operator === "$eq" ? (written === true ? subject : `!${subject}`) : undefined;
  const list = `[${texts.map((item) => JSON.stringify(String(item))).join(", ")}]`;
  switch (operator) {
    case "$eq":
      return `${subject} === ${JSON.stringify(String(written))}`;
    case "$ne":
      return `${subject} !== ${JSON.stringify(String(written))}`;
    case "$in":
      return `${list}.includes(${subject})`;
    case "$nin":
      return `!${list}.includes(${subject})`;
    default:
      return undefined;
  }
}
