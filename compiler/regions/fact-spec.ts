/** What is known of the facts that atoms and columns name; nothing for metadata, which each policy declares. */
import { type FactSpec, facts, isWholeUnit } from "../../schemas/facts.ts";

const methods = /\.(includes|startsWith|endsWith|matches)$/;

/** The fact itself, and the method that a flag with an argument asks it with: `text`, `matches`. */
export function askedWith(fact: string): { fact: string; method: string } {
  const method = methods.exec(fact)?.[1];
  // Tags are asked by their own name, because there is only one way.
  return method === undefined ? { fact, method: "includes" } : { fact: fact.slice(0, -method.length - 1), method };
}

export function factSpec(fact: string): FactSpec | undefined {
  return find(fact)?.[1] ?? find(askedWith(fact).fact)?.[1];
}

/** Counted in whole numbers. */
export function isWhole(fact: string): boolean {
  const type = factSpec(fact)?.type;
  return type?.kind === "number" && isWholeUnit(type.unit);
}

/** The steps from `r` to the fact: the name of a budget, tier, target or metadata field is one of them. */
export function factPath(fact: string): string[] {
  const said = /^(metadata|headers)\.(.*)$/s.exec(fact);
  if (said) return [said[1]!, said[2]!];
  const [name] = find(fact) ?? [fact];
  const [before, after] = name.split("*");
  if (before === undefined || after === undefined) return fact.split(".");
  const key = fact.slice(before.length, fact.length - after.length);
  return [...before.split("."), key, ...after.split(".")].filter((step) => step !== "");
}

/** What a runtime must have to read the fact: `fact/text.matches`, and `fact/latency` for all that state tells of it. */
export function factFeature({ fact, argument }: { fact: string; argument?: string | undefined }): string {
  const asked = argument === undefined || find(fact) ? { fact, method: "" } : askedWith(fact);
  const isKeyed = /^(?:metadata|headers)\./.test(asked.fact) || find(asked.fact)?.[0].includes("*");
  const root = isKeyed ? asked.fact.slice(0, asked.fact.indexOf(".")) : asked.fact;
  return `fact/${root}${asked.method && `.${asked.method}`}`;
}

const known = new Map<string, [string, FactSpec] | undefined>();

function find(fact: string): [string, FactSpec] | undefined {
  if (!known.has(fact)) known.set(fact, search(fact));
  return known.get(fact);
}

function search(fact: string): [string, FactSpec] | undefined {
  return Object.entries(facts).find(([name]) => {
    const [before = "", after] = name.split("*");
    return after === undefined ? fact === name : isBetween(fact, before, after);
  });
}

function isBetween(text: string, before: string, after: string): boolean {
  return text.startsWith(before) && text.endsWith(after) && text.length > before.length + after.length;
}
