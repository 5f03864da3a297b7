/** What the parameters of a body say, apart from messages, tools and format. */
import type { PartOfRequest } from "./all-requests.ts";
import type { PolicyMax } from "./body-parts.ts";
import { cellsBetween, wholeEnds } from "./cells.ts";
import { entryOf } from "./invented-targets.ts";
import type { Mentions } from "./mentions.ts";

export function parameterParts(mentions: Mentions, max: PolicyMax): PartOfRequest[] {
  const needed = [...mentions.targets].some((id) => entryOf(id).model.caps?.reasoning === false);
  const choices: Record<string, unknown>[][] = [
    mentions.flags.has("stream") ? [{}, { stream: true }] : [{}],
    efforts(mentions, needed).map((effort) => (effort === undefined ? {} : { reasoning_effort: effort })),
    numbersOf("temperature", mentions, 2),
    numbersOf("seed", mentions, Number.MAX_SAFE_INTEGER),
    ...["logprobs", "store"].map((name) => (mentions.flags.has(`parameters.${name}`) ? [{}, { [name]: true }] : [{}])),
    mentions.flags.has("needs.audio") ? [{}, { modalities: ["text", "audio"] }] : [{}],
    outputs(mentions).map((tokens) => (tokens === undefined ? {} : { max_tokens: tokens })),
    answers(mentions, max).map((count) => (count === 1 ? {} : { n: count })),
    serviceTiers(mentions).map((tier) => (tier === undefined ? {} : { service_tier: tier })),
  ];
  return product(choices).map((chosen) => ({ body: Object.assign({}, ...chosen) }));
}

function efforts({ flags, strings }: Mentions, needed: boolean): (string | undefined)[] {
  const asked = strings.get("parameters.reasoning_effort");
  if (asked) return [undefined, "none", "minimal", "low", "high"];
  return needed || flags.has("needs.reasoning") ? [undefined, "low"] : [undefined];
}

/** One of each cell, and nothing said. */
function numbersOf(name: string, { cuts }: Mentions, most: number): Record<string, unknown>[] {
  const asked = cuts.get(`parameters.${name}`);
  if (!asked) return [{}];
  const least = name === "seed" ? Number.MIN_SAFE_INTEGER : 0;
  const values = cellsBetween(asked, least, most + 1).map(({ from }) => from);
  return [{}, ...values.filter((value) => value <= most).map((value) => ({ [name]: value }))];
}

/** At least one token, or nothing said. */
function outputs(mentions: Mentions): (number | undefined)[] {
  const cuts = mentions.cuts.get("maxOutputTokens");
  const all = mentions.costLimits.size > 0 ? [1, 2, 3, 4] : [];
  if (cuts === undefined && all.length === 0 && !mentions.costs) return [undefined];
  const cells = cellsBetween([...(cuts ?? []), ...all], 1);
  return [undefined, ...cells.flatMap((cell) => (mentions.costs ? wholeEnds(cell, 5_000) : [cell.from]))];
}

/** Each number of answers where costs count; else one of each cell. */
function answers(mentions: Mentions, { choices: most = 128 }: PolicyMax): number[] {
  if (mentions.costs) return Array.from({ length: most }, (_, i) => 1 + i);
  const cuts = mentions.cuts.get("choices");
  return cuts ? cellsBetween([...cuts], 1, most + 1).map(({ from }) => from) : [1];
}

function serviceTiers(mentions: Mentions): (string | undefined)[] {
  if (!mentions.costs) return [undefined];
  const named = [...mentions.targets].flatMap((id) => Object.keys(entryOf(id).model.price?.serviceTiers ?? {}));
  return named.length === 0 ? [undefined] : [undefined, ...new Set(named), "auto"];
}

/** One of each list, in every way. */
export function product<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>((found, list) => found.flatMap((some) => list.map((item) => [...some, item])), [[]]);
}
