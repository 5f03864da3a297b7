/** A Portkey query as a condition: `{ "metadata.plan": { "$eq": "paid" } }` → `r.metadata.plan === "paid"`. */
import { facts } from "../../../schemas/facts.ts";
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
    const parameter = /^params\.(\w+)$/.exec(name)?.[1];
    const said = `parameters.${parameter}`;
    if (parameter !== undefined && Object.hasOwn(facts, said)) return `r.${said}`;
    return { "params.model": "r.model", "params.stream": "r.stream" }[name];
  };
  const all = (value: Value): string | undefined =>
    joined(
      entries(value).map(({ name, origin, value: asked }) => {
        if (name === "$and") return joined(items(asked).map(all), "&&");
        if (name === "$or") return joined(items(asked).map(all), "||");
        const subject = fact(name);
        const condition = subject === undefined ? undefined : joined(comparisons(subject, asked), "&&");
        if (condition !== undefined) findings.carried(...literalsIn(asked));
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

function literalsIn(value: Value): Value[] {
  if (value.kind === "list") return value.items.flatMap(literalsIn);
  return value.kind === "record" ? entries(value).flatMap((one) => literalsIn(one.value)) : [value];
}

const orders: Readonly<Record<string, string>> = { $gt: ">", $gte: ">=", $lt: "<", $lte: "<=" };

/** Of a parameter that is a number: what the client does not say compares false, there as here. */
function compareNumber(subject: string, operator: string, number: number): string | undefined {
  if (operator === "$ne") return `${subject} !== ${number}`;
  const sign = orders[operator] ?? (operator === "$eq" ? "===" : undefined);
  return sign && `${subject} !== undefined && ${subject} ${sign} ${number}`;
}

/** Metadata and models are texts, so only equality and lists can be said of them. */
function compare(subject: string, operator: string, value: Value): string | undefined {
  const written = toDocument(value);
  const kind = Object.hasOwn(facts, subject.slice(2))
    ? facts[subject.slice(2) as keyof typeof facts].type.kind
    : "string";
  if (kind === "number") return typeof written === "number" ? compareNumber(subject, operator, written) : undefined;
  const texts = Array.isArray(written) ? written : [written];
  if (!texts.every((item) => typeof item === "string" || typeof item === "boolean")) return undefined;
  if (kind === "boolean") return operator === "$eq" ? (written === true ? subject : `!${subject}`) : undefined;
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
