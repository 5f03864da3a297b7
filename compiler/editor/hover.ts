/** What an editor shows of the place that the pointer is at. */
import { entry, field } from "../lower/read.ts";
import type { Origin, Span } from "../source.ts";
import type { EditedPolicy } from "./edited-policy.ts";
import { aboutFact, factWordAt } from "./fact-words.ts";
import { aboutFailure } from "./failure-words.ts";
import { modelCard } from "./model-card.ts";
import { nameAt } from "./name-at.ts";

export interface Hover {
  readonly title: string;
  readonly lines: readonly string[];
  /** A piece of the policy. */
  readonly source?: string;
  readonly span: Span;
}

/** Characters of a tier that are shown. */
const SHOWN = 400;

export function hoverAt(policy: EditedPolicy, offset: number): Hover | undefined {
  const named = policy.value && nameAt(policy.value, policy.file.name, offset);
  if (named?.kind === "tier") return tier(policy, named.name, named.span);
  if (named?.kind === "model") return titled(named.name, modelCard(named.name, policy.catalog), named.span);
  if (named?.kind === "failure") return titled(named.name, aboutFailure(named.name), named.span);
  if (named?.kind === "fact") {
    const path = named.name.replace(/^r\./, "");
    return titled(path, aboutFact(path, policy.declared), named.span);
  }
  return fact(policy, offset);
}

function titled(title: string, lines: readonly string[] | undefined, span: Span): Hover | undefined {
  return lines && { title, lines, span };
}

function tier({ value }: EditedPolicy, name: string, span: Span): Hover | undefined {
  const found = entry(field(value, "tiers"), name);
  if (!found) return undefined;
  const { file, start, end } = writtenAt(found.value.origin);
  const text = file.text.slice(start, end);
  const source = text.length > SHOWN ? `${text.slice(0, SHOWN)} …` : text;
  return { title: `tier ${name}`, lines: [], source, span };
}

/** In TypeScript its own server says what a fact is. */
function fact({ file, declared }: EditedPolicy, offset: number): Hover | undefined {
  if (file.name.endsWith(".ts")) return undefined;
  const word = factWordAt(file.text, offset);
  return word && titled(`r.${word.path}`, aboutFact(word.path, declared), { file, start: word.start, end: word.end });
}

function writtenAt(origin: Origin): Span {
  let at = origin;
  while (at.from) at = at.from.origin;
  return at.span;
}
