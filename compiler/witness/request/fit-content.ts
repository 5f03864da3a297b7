/** A request of exactly so many input tokens: further text goes where it disturbs least. */
import { exactInputTokens, inputTokensOf } from "../../../semantics/tokens/input-tokens.ts";
import type { Draft } from "./draft.ts";
import { prose } from "./prose.ts";
import { type Content, type Padding, writeContent } from "./write-content.ts";
import { hasRoom } from "./write-messages.ts";

/** Undefined when it was not found. `isFine`: whether the last user text may be so. */
export function fitContent(draft: Draft, tokens: number, isFine: (text: string) => boolean): Content | undefined {
  const plain = writeContent(draft);
  const least = tokensOf(plain);
  if (least === tokens) return plain;
  if (least > tokens) return undefined;
  for (const place of placesOf(draft, isFine)) {
    const found = fill(draft, place, tokens);
    if (found) return found;
  }
  return undefined;
}

/** As the runtime will estimate it. */
export function tokensOf(content: Content): number {
  return inputTokensOf({ ...content }).expected;
}

interface Place {
  readonly padding: (text: string) => Padding;
  readonly plain?: boolean;
  readonly isFine?: (text: string) => boolean;
}

function placesOf(draft: Draft, isFine: (text: string) => boolean): Place[] {
  const places: Place[] = [];
  const user = (texts: (text: string) => string[], plain: boolean): void => {
    places.push({
      padding: (text) => ({ user: texts(text) }),
      plain,
      isFine: (text) => isFine(texts(text).join("\n")),
    });
  };
  if (hasRoom(draft)) places.push({ padding: (text) => ({ other: text }) });
  if (draft.turns > 0) {
    for (const plain of [false, true]) {
      user((text) => [text], plain);
      user((text) => [draft.text, text], plain);
      user((text) => [text, draft.text], plain);
      for (const [head, tail] of halves(draft.text)) user((text) => [head, text, tail], plain);
    }
  }
  if (draft.tools > 0) places.push({ padding: (text) => ({ tool: text }) });
  places.push({ padding: (text) => ({ schema: text }) });
  if (!draft.jsonSchema) places.push({ padding: (text) => ({ instead: text }) });
  return places;
}

/** Where a text that must keep its beginning and its end can be taken apart. */
function halves(text: string): [string, string][] {
  const cuts = [text.indexOf(" "), text.lastIndexOf(" ")].filter((cut, i, all) => cut > 0 && all.indexOf(cut) === i);
  return cuts.map((cut) => [text.slice(0, cut), text.slice(cut)]);
}

/** Tries: what stands around a text may change what its ends weigh. */
const TRIES = 6;

function fill(draft: Draft, { padding, plain, isFine }: Place, tokens: number): Content | undefined {
  let room = tokens - exactTokens(writeContent(draft, padding("")));
  let tried = "";
  for (let i = 0; i < TRIES; i++) {
    if (room < 0) return undefined;
    const { text, brief, more } = prose(room - 1, room, plain);
    if (i > 0 && text === tried) return undefined;
    tried = text;
    if (isFine && !isFine(text)) return undefined;
    const content = writeContent(draft, padding(text));
    const sum = exactTokens(writeContent(draft, padding(brief))) + more;
    if (isSum(sum, tokens, content)) return content;
    // Half a token below the end is the middle of what rounds up to it.
    room += tokens - MIDDLE - sum;
  }
  return undefined;
}

const MIDDLE = 0.5;

/** Whether so many tokens are those of a content that has the sum, added up another way; near a whole number it is read. */
function isSum(sum: number, tokens: number, content: Content): boolean {
  const drift = DRIFT * sum * sum;
  if (Math.ceil(sum - drift) === Math.ceil(sum + drift)) return Math.ceil(sum) === tokens;
  return tokensOf(content) === tokens;
}

/** Every addition of the estimate, of which there is less than one for half a token, may be off by a half of the last digit. */
const DRIFT = 2 * Number.EPSILON;

/** Not rounded. */
export function exactTokens(content: Content): number {
  return exactInputTokens({ ...content });
}
