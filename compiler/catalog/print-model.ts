/** One entry of a models.yaml in the layout that all of them have, so that a change shows as nothing but itself. */
import type { ModelEntry, Price, Rates } from "../../schemas/catalog.ts";
import type { Parameters } from "../../schemas/parameter-facts.ts";

const WIDTH = 120;
const ORDER = [
  ...["creator", "family", "kind", "status", "snapshotOf", "region", "context", "maxInput", "maxOutput"],
  ...["dims", "batch"],
  ...["modalities", "caps", "efforts", "reasoningTokens", "endpoints", "format", "parameters", "price", "priceAsOf"],
  ...["releaseDate", "knowledgeCutoff", "retiresOn", "replacement", "openWeights"],
] as (keyof ModelEntry)[];

/** `comments`: whole lines, by the key that they stand before. */
export function printModel(
  id: string,
  entry: ModelEntry,
  comments: ReadonlyMap<string, readonly string[]> = new Map(),
): string[] {
  const lines = ORDER.flatMap((key) => [...(comments.get(key) ?? []), ...printFact(key, entry[key])]);
  return [`  ${scalar(id)}:`, ...lines];
}

function printFact(key: keyof ModelEntry, value: ModelEntry[keyof ModelEntry]): string[] {
  if (value === undefined) return [];
  if (key === "parameters") return printParameters(value as Parameters);
  return key === "price" ? printPrice(value as Price) : wrapped(`    ${key}: `, value, 6);
}

function printParameters(parameters: Parameters): string[] {
  const lines = Object.entries(parameters).flatMap(([name, value]) => wrapped(`      ${name}: `, value, 8));
  return ["    parameters:", ...lines];
}

function printPrice({ tiers, scheduled, serviceTiers, offPeak, ...rates }: Price): string[] {
  if (!tiers && !scheduled && !serviceTiers && !offPeak) return wrapped("    price: ", rates, 6);
  return [
    "    price:",
    ...Object.entries(rates).map(([name, rate]) => `      ${name}: ${rate}`),
    ...(tiers ? ["      tiers:", ...tiers.flatMap(item)] : []),
    ...(scheduled ? ["      scheduled:", ...scheduled.flatMap(item)] : []),
    ...(serviceTiers ? ["      serviceTiers:", ...Object.entries(serviceTiers).flatMap(named)] : []),
    ...(offPeak ? ["      offPeak:", ...Object.entries(offPeak).flatMap(named)] : []),
  ];
}

function item(rates: Rates): string[] {
  return wrapped("        - ", rates, 12);
}

function named([name, value]: [string, unknown]): string[] {
  return wrapped(`        ${scalar(name)}: `, value, 10);
}

/** In flow style; what is too long goes on in the next line. */
function wrapped(start: string, value: unknown, indent: number): string[] {
  const lines: string[] = [];
  let rest = start + flow(value);
  while (rest.length > WIDTH) {
    const cut = rest.lastIndexOf(", ", WIDTH - 2);
    if (cut === -1) break;
    lines.push(rest.slice(0, cut + 1));
    rest = " ".repeat(indent) + rest.slice(cut + 2);
  }
  return [...lines, rest];
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value !== "object" || value === null) return scalar(value);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return entries.length === 0
    ? "{}"
    : `{ ${entries.map(([key, inner]) => `${scalar(key)}: ${flow(inner)}`).join(", ")} }`;
}

const plain = /^([A-Za-z][A-Za-z0-9._@/-]*|\d{4}-\d{2}(-\d{2})?)$/;
const reserved = /^(true|false|null|yes|no|on|off)$/i;

function scalar(value: unknown): string {
  if (typeof value !== "string") return String(value);
  return plain.test(value) && !reserved.test(value) ? value : JSON.stringify(value);
}
