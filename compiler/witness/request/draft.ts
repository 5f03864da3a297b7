/** How many of what a request has, before it is written. */
import { holds, leastFrom } from "../values/number-ranges.ts";
import { MOST_ITEMS } from "./known-limits.ts";
import type { Wishes } from "./wishes.ts";

export interface Draft {
  readonly messages: number;
  /** Messages by the user. */
  readonly turns: number;
  readonly images: number;
  readonly tools: number;
  /** The history has a tool call. */
  readonly calls: boolean;
  readonly audio: boolean;
  readonly pdf: boolean;
  /** Of the document; absent: few. */
  readonly fileBytes?: number;
  readonly jsonSchema: boolean;
  readonly jsonMode: boolean;
  readonly reasoning: boolean;
  /** More than one answer is asked for. */
  readonly choices: boolean;
  /** The tool, or the call in the history, is no function. */
  readonly customTools: boolean;
  readonly toolChoice: boolean;
  readonly functions: boolean;
  readonly otherForms: boolean;
  /** The last user text; there is none without turns. */
  readonly text: string;
  /** Written in the fewest tokens. */
  readonly compact: boolean;
}

/** The same wishes, the usual way and in the fewest tokens. */
export interface Drafts {
  readonly natural: Draft;
  readonly compact: Draft;
}

/** Last user texts that have what is asked for: the best, and the shortest that is known. */
export interface Texts {
  readonly natural: string;
  readonly short: string;
}

/** Undefined when there is no such request. */
export function draftsOf(wishes: Wishes, texts: Texts): Drafts | undefined {
  const fewest = fewestTurns(wishes, texts.short !== "");
  const images = imagesOf(wishes);
  const rare = rareOf(wishes);
  const rest = restOf(wishes);
  if (!fewest || images === undefined || !rare || !rest) return undefined;
  const [usual, cheap] = [true, false].map((isUsual) => toolsOf(wishes, rare, isUsual));
  if (!usual || !cheap) return undefined;
  const shared = { images, ...rest, ...rare };
  return {
    natural: { ...shared, ...usualTurns(wishes, fewest, usual.calls), ...usual, text: texts.natural, compact: false },
    compact: { ...shared, ...fewest, ...cheap, text: texts.short, compact: true },
  };
}

type Turns = Pick<Draft, "messages" | "turns">;

function fewestTurns(wishes: Wishes, needsTurn: boolean): Turns | undefined {
  const allowed = wishes.wholes("turns", 0, MOST_ITEMS);
  // A message by the user costs no more than another one.
  const turns = leastFrom(allowed, needsTurn || holds(allowed, 1) ? 1 : 0);
  if (turns === undefined) return undefined;
  const messages = leastFrom(wishes.wholes("messages", 1, MOST_ITEMS), Math.max(turns, 1));
  return messages === undefined ? undefined : { messages, turns };
}

/** One question if that may be, else users and assistants in turn; room for a call and its answer before it. */
function usualTurns(wishes: Wishes, fewest: Turns, calls: boolean): Turns {
  const allowed = { turns: wishes.wholes("turns", 0, MOST_ITEMS), messages: wishes.wholes("messages", 1, MOST_ITEMS) };
  const first = holds(allowed.turns, 1) ? 1 : leastFrom(allowed.turns, 1);
  const least = first === undefined ? undefined : leastFrom(allowed.messages, first);
  if (first === undefined || least === undefined) return fewest;
  if (calls) return { messages: leastFrom(allowed.messages, first + 2) ?? least, turns: first };
  const alternating = 2 * first - 1;
  const messages = holds(allowed.messages, alternating) ? alternating : least;
  const half = Math.ceil(messages / 2);
  return { messages, turns: holds(allowed.turns, half) ? half : first };
}

function imagesOf(wishes: Wishes): number | undefined {
  const allowed = wishes.wholes("images", 0, MOST_ITEMS);
  if (wishes.may("needs.vision", false) && holds(allowed, 0)) return 0;
  return wishes.may("needs.vision", true) ? leastFrom(allowed, 1) : undefined;
}

/** A tool is the usual reason to need tools, a call in the history the cheap one. */
function toolsOf(wishes: Wishes, { customTools }: Rare, usual: boolean): Pick<Draft, "tools" | "calls"> | undefined {
  const allowed = wishes.wholes("tools", 0, MOST_ITEMS);
  const mayHaveNone = holds(allowed, 0);
  if (mayHaveNone && !customTools && wishes.may("needs.tools", false)) return { tools: 0, calls: false };
  if (!wishes.may("needs.tools", true)) return undefined;
  const some = leastFrom(allowed, 1);
  if (mayHaveNone && (!usual || some === undefined)) return { tools: 0, calls: true };
  return some === undefined ? undefined : { tools: some, calls: false };
}

type Rest = Pick<Draft, "audio" | "pdf" | "jsonSchema" | "jsonMode" | "reasoning">;

function restOf(wishes: Wishes): Rest | undefined {
  const needs = (need: string) => !wishes.may(`needs.${need}`, false);
  const format = { jsonSchema: needs("jsonSchema"), jsonMode: needs("jsonMode") };
  if (format.jsonSchema && format.jsonMode) return undefined;
  return { audio: needs("audio"), pdf: needs("pdf"), ...format, reasoning: needs("reasoning") };
}

/** The last two cost something else: more answers, a tool. */
const rareNeeds = ["toolChoice", "functions", "otherForms", "choices", "customTools"] as const;

type RareNeed = (typeof rareNeeds)[number];
type Rare = Pick<Draft, RareNeed>;

/** What few APIs can say: what is asked for, or one of them where any is. */
function rareOf(wishes: Wishes): Rare | undefined {
  const must = rareNeeds.filter((need) => !mayNeed(wishes, need, false));
  const isAsked = must.length === 0 && !wishes.may("needs.rare", false);
  const chosen = isAsked ? rareNeeds.filter((need) => mayNeed(wishes, need, true)).slice(0, 1) : must;
  if (!wishes.may("needs.rare", chosen.length > 0)) return undefined;
  const has = (need: RareNeed) => chosen.includes(need);
  return {
    choices: has("choices"),
    toolChoice: has("toolChoice"),
    functions: has("functions"),
    otherForms: has("otherForms"),
    customTools: has("customTools"),
  };
}

function mayNeed(wishes: Wishes, need: RareNeed, value: boolean): boolean {
  if (!wishes.may(`needs.${need}`, value)) return false;
  if (need !== "choices") return true;
  return (value ? wishes.wholes("choices", 2) : wishes.wholes("choices", 1, 1)).length > 0;
}
