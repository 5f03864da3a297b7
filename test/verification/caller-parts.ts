/** The callers that a policy can tell apart: key and metadata. */
import { Work } from "../../compiler/regions/search/work.ts";
import { sampledText } from "../../compiler/witness/strings/sampled-text.ts";
import { readFacts } from "../reference/read-facts.ts";
import type { PartOfRequest } from "./all-requests.ts";
import { cellsBetween } from "./cells.ts";
import type { AskedOfString, Mentions } from "./mentions.ts";
import { product } from "./parameter-parts.ts";
import { fieldOf } from "./sendable-metadata.ts";
import { answersOf, distinctBy, freeStrings, type Pooled, subsets } from "./string-pool.ts";

export function callerParts(mentions: Mentions): PartOfRequest[] {
  const facts = new Set(["key.id", ...mentions.strings.keys(), ...mentions.samples.keys()]);
  const choices = [...facts]
    .filter((fact) => fact.startsWith("key.") || fact.startsWith("metadata."))
    .map((fact) => valuesOf(fact, mentions).map((value) => ({ fact, value })));
  return product(choices).flatMap((values) => subsets([...mentions.tags]).map((tags) => callerOf(values, tags)));
}

function callerOf(
  values: readonly { fact: string; value: string | undefined }[],
  tags: readonly string[],
): PartOfRequest {
  const key: Record<string, unknown> = { tags: [...tags] };
  const metadata: Record<string, string> = {};
  for (const { fact, value } of values) {
    const [group, name] = fact.split(".") as [string, string];
    if (value !== undefined) (group === "key" ? key : metadata)[name] = value;
  }
  return { key: key as unknown as NonNullable<PartOfRequest["key"]>, metadata };
}

const nothing: AskedOfString = { equals: new Set(), starts: new Set(), ends: new Set(), includes: new Set() };

function valuesOf(fact: string, mentions: Mentions): (string | undefined)[] {
  const { values, required } = fieldOf(fact);
  const isThere = fact === "key.id" || required;
  return [...(isThere ? [] : [undefined]), ...(values ?? anyText(fact, mentions))];
}

function anyText(fact: string, { strings, samples }: Mentions): string[] {
  const asked = strings.get(fact) ?? nothing;
  const cells = cellsBetween(samples.get(fact) ?? [], 0, 100);
  const pooled = distinctBy(freeStrings(asked), ({ head, tail }) => answersOf(head + tail, asked));
  const free = pooled.flatMap((value) => cells.map(({ from, to }) => sampledWithin(value, from, to)));
  return [...asked.equals, ...free];
}

/** The string, with a number put in, so that its sample falls between; a single sample takes a text that is made for it. */
function sampledWithin({ head, tail }: Pooled, from: number, to: number): string {
  if (to - from < 1e-9) return withSample(from);
  for (let i = 0; ; i++) {
    const value = head + i + tail;
    const sample = sampleOf(value);
    if (from <= sample && sample < to) return value;
  }
}

/** Made by undoing the hash; whether it is right is asked of the reference. */
function withSample(sample: number): string {
  const hash = Math.round((sample / 100) * 2 ** 32);
  const spans = [{ first: BigInt(hash), last: BigInt(hash) }];
  const text = sampledText({ stems: ["any-", "some-", "other-"], hashes: spans, fits: () => true }, new Work(1e8));
  if (text === undefined || sampleOf(text) !== sample) throw new Error(`no text with the sample ${sample} was found`);
  return text;
}

const known = new Map<string, number>();

function sampleOf(value: string): number {
  const found = known.get(value) ?? readSample(value);
  known.set(value, found);
  return found;
}

function readSample(id: string): number {
  const request = { body: {}, key: { id, tags: [] }, metadata: {}, endpoint: "chat" as const, now: new Date(0) };
  return readFacts(request, "").sample("key.id");
}
