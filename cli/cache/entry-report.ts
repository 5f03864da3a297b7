/** Entries as they are shown: what was asked and answered only where that is asked for. */
import type { CacheEntry, EntryScope } from "../../runtime/cache/entry.ts";
import type { ListedEntry } from "../../runtime/cache/store/cache-store.ts";
import { columns } from "../columns.ts";
import { printable } from "../printable.ts";

/** What is printed as JSON; times as `2027-01-31T12:00:00Z`. */
export interface ShownEntry {
  readonly entry: string;
  readonly route: string;
  readonly scope: EntryScope;
  readonly table: string;
  readonly target: string;
  readonly stored: string;
  readonly expires: string;
}

export interface ShownListed extends ShownEntry {
  readonly bytes: number;
  /** It is found by what its request means, too. */
  readonly hasMeaning: boolean;
}

export interface ShownWhole extends ShownEntry {
  /** How many requests, as they are, it answers. */
  readonly keys: number;
  /** Dimensions of the vector by which it is found. */
  readonly dimensions?: number;
  readonly costMicroUsd?: number;
  readonly usage?: object;
  readonly answer?: CacheEntry["answer"]["parts"];
  readonly prompt?: string;
}

export function shownListed({ id, bytes, hasMeaning, stored, expires, ...origin }: ListedEntry): ShownListed {
  return { ...shownOrigin(id, origin, stored, expires), bytes, hasMeaning };
}

export function shownWhole(
  entry: CacheEntry,
  show: { readonly answer: boolean; readonly prompt: boolean },
): ShownWhole {
  const { id, keys, origin, stored, expires, cost, answer, meaning } = entry;
  return {
    ...shownOrigin(id, origin, stored, expires),
    keys: keys.length,
    ...(meaning && { dimensions: meaning.vector.length }),
    ...(cost !== undefined && { costMicroUsd: cost }),
    ...(answer.usage && { usage: answer.usage }),
    ...(show.answer && { answer: answer.parts }),
    ...(show.prompt && meaning && { prompt: meaning.text }),
  };
}

const HEAD = ["entry", "route", "scope", "target", "table", "stored", "expires", "found by", "bytes"];
/** Of a table's hash: told apart, and enough for --table. */
const HASH = 12;

export function entryTable(entries: readonly ShownListed[]): string {
  if (entries.length === 0) return "There is no such answer.";
  return columns([HEAD, ...entries.map(row)], HEAD.length - 1);
}

/** One entry, a line for each thing that is known of it. */
export function entryLines(entry: ShownWhole): string {
  const { keys, dimensions, costMicroUsd: cost, usage } = entry;
  const rows: [string, string][] = [
    ["entry", entry.entry],
    ["route", entry.route],
    ["scope", scopeText(entry.scope)],
    ["target", entry.target],
    ["table", entry.table],
    ["stored", entry.stored],
    ["expires", entry.expires],
    ["found by", `${keys === 1 ? "1 key" : `${keys} keys`}${dimensions ? `, and a vector of ${dimensions}` : ""}`],
    ["cost", cost === undefined ? "not known" : `$${(cost / 1_000_000).toFixed(6)}`],
    [
      "usage",
      usage
        ? Object.entries(usage)
            .map(([name, count]) => `${name} ${count}`)
            .join(", ")
        : "not known",
    ],
  ];
  const told = rows.map(([name, value]) => `${name.padEnd(10)} ${printable(value)}`).join("\n");
  const prompt = entry.prompt === undefined ? [] : [`asked:\n${lines(entry.prompt)}`];
  const answer = entry.answer?.map((part) => `${part.kind}:\n${"text" in part ? lines(part.text) : part.name}`) ?? [];
  return [told, ...prompt, ...answer].join("\n\n");
}

function row({ entry, route, scope, target, table, stored, expires, hasMeaning, bytes }: ShownListed): string[] {
  const names = [entry, route, scopeText(scope), target, table.replace(/^sha256-/, "").slice(0, HASH)];
  return [...names.map(printable), stored, expires, hasMeaning ? "meaning" : "text", String(bytes)];
}

function scopeText({ of, name }: EntryScope): string {
  return name === undefined ? of : `${of} ${name}`;
}

function shownOrigin(
  entry: string,
  { route, scope, table, target }: CacheEntry["origin"],
  stored: number,
  expires: number,
): ShownEntry {
  return { entry, route, scope, table, target, stored: time(stored), expires: time(expires) };
}

/** Each line of a text that may hold anything. */
function lines(text: string): string {
  return text.split("\n").map(printable).join("\n");
}

function time(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
}
