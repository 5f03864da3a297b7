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
  readonly jsonSchema: boolean;
  readonly jsonMode: boolean;
  readonly reasoning: boolean;
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
  const [usual, cheap] = [toolsOf(wishes, true), toolsOf(wishes, false)];
  const rest = restOf(wishes);
  if (!fewest || images === undefined || !usual || !cheap || !rest) return undefined;
  const shared = { images, ...rest };
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
function toolsOf(wishes: Wishes, usual: boolean): Pick<Draft, "tools" | "calls"> | undefined {
  const allowed = wishes.wholes("tools", 0, MOST_ITEMS);
  const mayHaveNone = holds(allowed, 0);
  if (mayHaveNone && wishes.may("needs.tools", false)) return { tools: 0, calls: false };
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
