import { cellRuns, isInRuns } from "../../regions/cell-runs.ts";
import type { Work } from "../../regions/search/work.ts";
import { findText } from "../../regions/text/find-text.ts";
import { holds } from "../../regions/text/holds.ts";
import type { TextPredicate } from "../../regions/text/text-question.ts";
import type { Part } from "../part.ts";
import { excluding } from "./excluding.ts";
import { hashesOf, sampledText } from "./sampled-text.ts";
import { allows, type StringColumn } from "./string-column.ts";
import type { StringDomain } from "./string-domain.ts";

/** A value that all columns about the fact allow; undefined where it may be missing. */
export function findString(
  domain: StringDomain,
  columns: readonly StringColumn[],
  work: Work,
): Part<string | undefined> {
  const fits = (value: string | undefined) => columns.every((column) => allows(column, value));
  if (domain.optional && fits(undefined)) return { kind: "values", values: undefined };
  const listed = columns.flatMap((column) => ownCells(column, true));
  const closing = domain.values ? [] : columns.filter(allowsOnlyListed);
  const isClosed = domain.values !== undefined || closing.length > 0;
  const all = domain.values ?? (isClosed ? listed : [...domain.natural, ...listed, ...numbered(domain, columns)]);
  const candidates = all.filter((value) => isIn(domain, value));
  work.spend(candidates.length);
  const found = candidates.find(fits);
  if (found !== undefined) return { kind: "values", values: found };
  return isClosed ? conflict(domain, candidates, closing, columns) : invented(domain, columns, work);
}

const NUMBERED = 400;

/** More natural values, where a sample has to be hit. */
function* numbered({ stem }: StringDomain, columns: readonly StringColumn[]): Generator<string> {
  if (!columns.some(({ column }) => column.kind === "number")) return;
  for (let i = 1; i <= NUMBERED; i++) yield `${stem}${i}`;
}

/** A text that nobody thought of, or the reason why there is none. */
function invented(domain: StringDomain, columns: readonly StringColumn[], work: Work): Part<string | undefined> {
  const sample = columns.find(({ column }) => column.kind === "number");
  const hashes = sample && hashesOf(sample);
  if (sample && hashes?.length === 0) return conflict(domain, [], [sample], columns);
  const others = columns.filter((column) => column !== sample);
  const fits = (text: string) => isIn(domain, text) && others.every((column) => allows(column, text));
  const asked = textAsked(domain, columns, fits, work);
  if (asked.kind === "none") return conflict(domain, [], asked.by, columns);
  const texts = asked.kind === "text" ? [asked.text, domain.stem + asked.text] : [];
  const text = hashes ? sampledText({ stems: [domain.stem, ...texts], hashes, fits }, work) : texts[0];
  return text === undefined ? { kind: "unknown", why: unknown } : { kind: "values", values: text };
}

/** A text that fits, or the columns that exclude each other, the sample apart. */
function textAsked(
  domain: StringDomain,
  columns: readonly StringColumn[],
  fits: (text: string) => boolean,
  work: Work,
): { kind: "text"; text: string } | { kind: "none"; by: StringColumn[] } | { kind: "unknown" } {
  const must = [...asked(domain.must), ...askedBy(columns, 0b10n)];
  const few = [...asked(domain.mustNot), ...askedBy(columns, 0b01n)];
  // Values that are listed elsewhere are many, and seldom in the way.
  for (const mustNot of [few, [...few, ...unlisted(columns)]]) {
    const answer = findText({ must: predicates(must), mustNot: predicates(mustNot) }, work);
    if (answer.kind === "text" && fits(answer.text)) return answer;
    if (answer.kind !== "none") continue;
    const reasons = [...answer.must.map((i) => must[i]!), ...answer.mustNot.map((i) => mustNot[i]!)];
    return { kind: "none", by: reasons.flatMap(({ by }) => by ?? []) };
  }
  return { kind: "unknown" };
}

const unknown = "no text was found with the beginning, the end and the sample that it must have";

/** `reasons` exclude all texts but `candidates`. */
function conflict(
  { optional }: StringDomain,
  candidates: readonly string[],
  reasons: readonly StringColumn[],
  columns: readonly StringColumn[],
): Part<never> {
  const values = optional ? [...candidates, undefined] : candidates;
  return { kind: "conflict", keys: excluding(values, reasons, columns).map(({ key }) => key) };
}

/** A predicate, and the column that asks it; without one it goes without saying. */
interface Asked {
  readonly predicate: TextPredicate;
  readonly by?: StringColumn;
}

function predicates(asked: readonly Asked[]): TextPredicate[] {
  return asked.map(({ predicate }) => predicate);
}

function asked(predicates: readonly TextPredicate[]): Asked[] {
  return predicates.map((predicate) => ({ predicate }));
}

/** The predicates that may only have this cell. */
function askedBy(columns: readonly StringColumn[], cells: bigint): Asked[] {
  return columns.flatMap((by) => (by.predicate && by.cells === cells ? [{ predicate: by.predicate, by }] : []));
}

/** Not one of the values that have a cell of their own which is not allowed. */
function unlisted(columns: readonly StringColumn[]): Asked[] {
  return columns.flatMap((by) =>
    ownCells(by, false).map((argument) => ({ predicate: { method: "equals" as const, argument }, by })),
  );
}

/** The values with a cell of their own that is allowed, or is not. */
function ownCells({ column, cells }: StringColumn, isAllowed: boolean): string[] {
  if (column.kind !== "string") return [];
  const runs = cellRuns(cells);
  return column.values.filter((_, i) => isInRuns(runs, i + 2) === isAllowed);
}

function allowsOnlyListed({ column, cells }: StringColumn): boolean {
  return column.kind === "string" && (cells & 0b10n) === 0n;
}

function isIn({ values, must, mustNot, most = Number.POSITIVE_INFINITY }: StringDomain, value: string): boolean {
  if (values) return values.includes(value);
  if (value.length > most) return false;
  return must.every((predicate) => holds(predicate, value)) && !mustNot.some((predicate) => holds(predicate, value));
}
