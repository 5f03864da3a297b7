/** A request whose tokens, by each figure, are in given ranges: further text goes where it disturbs least. */

import { exactTokensOf, type InputTokens, inputTokensOf } from "../../../semantics/tokens/input-tokens.ts";
import { plusTokens } from "../../../semantics/tokens/plus-tokens.ts";
import { MOST_TOKENS_PER_BYTE } from "../../../semantics/tokens/token-sum.ts";
import type { Figure } from "../../plan/measure.ts";
import { Work } from "../../regions/search/work.ts";
import type { Inputs } from "../cost/token-space.ts";
import { roundNumber } from "../values/round-number.ts";
import { type BlendOptions, blended, type Recipe, type Room, recipesFor } from "./blend.ts";
import type { Draft } from "./draft.ts";
import type { Exact, Filling } from "./filling.ts";
import { prose, usualUnit } from "./prose.ts";
import { type Content, type Padding, writeContent } from "./write-content.ts";
import { hasRoom } from "./write-messages.ts";

/** A content, and its figures, in whole numbers. */
export interface Written {
  readonly content: Content;
  readonly tokens: InputTokens;
}

export interface FitLimits {
  /** The most that the route takes. */
  readonly textBytes?: number;
  /** What is written of long texts is paid from it. */
  readonly work?: Work;
}

/** Undefined when it was not found. `usual`: expected tokens that will do best. `isFine`: whether the last user text may be so. */
export function fitContent(
  draft: Draft,
  inputs: Inputs,
  usual: number,
  isFine: (text: string) => boolean,
  { textBytes = Number.POSITIVE_INFINITY, work = new Work(Number.POSITIVE_INFINITY) }: FitLimits = {},
): Written | undefined {
  const content = writeContent(draft);
  const tokens = tokensOf(content);
  if (tokens.textBytes > textBytes) return undefined;
  if (isIn(tokens, inputs)) return { content, tokens };
  if (figures.some((figure) => tokens[figure] > inputs[figure].most)) return undefined;
  const places = placesOf(draft, isFine, work);
  const within = withBytes(inputs, tokens, textBytes);
  const size = plainSize(within, tokens, usual);
  if (size !== undefined) {
    for (const place of places) {
      const found = exactly(draft, place, size, within);
      if (found && found.tokens.textBytes <= textBytes) return found;
    }
  }
  for (const place of places) {
    const base = exactTokens(writeContent(draft, place.padding("")));
    for (const recipe of recipesFor(roomOf(within, base), place)) {
      const found = byRecipe(draft, place, recipe, base, within);
      if (found && found.tokens.textBytes <= textBytes) return found;
    }
  }
  return undefined;
}

/** What is added is text: no more of it than the route takes. */
function withBytes(inputs: Inputs, { hard, textBytes: own }: InputTokens, textBytes: number): Inputs {
  const most = hard + Math.floor((textBytes - own) * MOST_TOKENS_PER_BYTE);
  return most >= inputs.hard.most ? inputs : { ...inputs, hard: { ...inputs.hard, most } };
}

/** Expected tokens of a request whose other figures are in their ranges when it is filled up with prose. */
function plainSize(inputs: Inputs, base: InputTokens, usual: number): number | undefined {
  const { further } = usualUnit(inputs.expected.least);
  let { least, most } = inputs.expected;
  for (const figure of ["upper", "hard"] as const) {
    const size = (tokens: number) => base.expected + ((tokens - base[figure]) * further.expected) / further[figure];
    if (inputs[figure].least > base[figure]) least = Math.max(least, Math.ceil(size(inputs[figure].least) * NEAR));
    most = Math.min(most, Math.floor(size(inputs[figure].most)));
  }
  least = Math.max(least, base.expected);
  if (least > most) return undefined;
  return least <= usual && usual <= most ? usual : roundNumber(least, most);
}

/** What is not prose at its end, and a little more. */
const NEAR = 1.001;

/** As the runtime will count it. */
export function tokensOf(content: Content): InputTokens {
  return inputTokensOf({ ...content });
}

/** Not rounded. */
export function exactTokens(content: Content): Exact {
  return exactTokensOf({ ...content });
}

const figures: readonly Figure[] = ["expected", "upper", "hard"];

function isIn(tokens: Exact, inputs: Inputs): boolean {
  return figures.every((figure) => inputs[figure].least <= tokens[figure] && tokens[figure] <= inputs[figure].most);
}

interface Place extends BlendOptions {
  readonly padding: (text: string) => Padding;
  /** Whether the text may stand there; also false where it is not written, since no work is left. */
  readonly isFine: (filling: Filling) => boolean;
}

/** Steps for a byte of a text that is written, read by the conditions and counted. */
const WRITING = 0.02;
/** The longest texts there are must be found with the work of one question. */
const MOST_WRITING = 40_000;

function placesOf(draft: Draft, isFine: (text: string) => boolean, work: Work): Place[] {
  const places: Place[] = [];
  const paid = ({ brief, more }: Filling): boolean => {
    work.spend(Math.min(MOST_WRITING, WRITING * (brief.length + Math.max(0, more.textBytes))));
    return !work.isSpent;
  };
  const user = (texts: (text: string) => string[], plain: boolean): void => {
    places.push({
      padding: (text) => ({ user: texts(text) }),
      plain,
      json: false,
      isFine: (filling) => paid(filling) && isFine(texts(filling.text).join("\n")),
    });
  };
  if (hasRoom(draft)) places.push({ padding: (text) => ({ other: text }), plain: false, json: false, isFine: paid });
  if (draft.turns > 0) {
    for (const plain of [false, true]) {
      user((text) => [text], plain);
      user((text) => [draft.text, text], plain);
      user((text) => [text, draft.text], plain);
      for (const [head, tail] of halves(draft.text)) user((text) => [head, text, tail], plain);
    }
  }
  const json = { plain: false, json: true, isFine: paid };
  if (draft.tools > 0) places.push({ ...json, padding: (text) => ({ tool: text }) });
  places.push({ ...json, padding: (text) => ({ schema: text }) });
  if (!draft.jsonSchema) places.push({ ...json, padding: (text) => ({ instead: text }) });
  return places;
}

/** Where a text that must keep its beginning and its end can be taken apart. */
function halves(text: string): [string, string][] {
  const cuts = [text.indexOf(" "), text.lastIndexOf(" ")].filter((cut, i, all) => cut > 0 && all.indexOf(cut) === i);
  return cuts.map((cut) => [text.slice(0, cut), text.slice(cut)]);
}

/** Tries: what stands around a text may change what its ends weigh. */
const TRIES = 6;

/** Filled up with prose to so many expected tokens. */
function exactly(draft: Draft, place: Place, tokens: number, inputs: Inputs): Written | undefined {
  const { padding, plain } = place;
  let room = tokens - exactTokens(writeContent(draft, padding(""))).expected;
  let tried: string | undefined;
  for (let i = 0; i < TRIES; i++) {
    if (room < 0) return undefined;
    const filling = prose(room - 1, room, plain);
    const made = `${filling.more.expected} ${filling.brief}`;
    if (made === tried) return undefined;
    tried = made;
    if (!place.isFine(filling)) return undefined;
    const sum = sumOf(draft, place, filling);
    const found = written(draft, place, filling, sum, inputs);
    if (found) return found;
    // Half a token below the end is the middle of what rounds up to it.
    room += tokens - MIDDLE - sum.expected;
  }
  return undefined;
}

const MIDDLE = 0.5;

function byRecipe(draft: Draft, place: Place, recipe: Recipe, base: Exact, inputs: Inputs): Written | undefined {
  let off = base;
  for (let i = 0; i < TRIES; i++) {
    const expected = recipe.expected - (off.expected - base.expected);
    const blend = blended(roomOf(inputs, off), { ...recipe, expected }, place);
    if (!blend || !place.isFine(blend.filling)) return undefined;
    const sum = sumOf(draft, place, blend.filling);
    const found = written(draft, place, blend.filling, sum, inputs);
    if (found) return found;
    off = plusTokens(sum, blend.aim, -1);
  }
  return undefined;
}

/** What the text may have, beside what is there without it. */
function roomOf(inputs: Inputs, off: Exact): Room {
  const of = (figure: Figure) => ({
    above: inputs[figure].least - 1 - off[figure],
    upTo: inputs[figure].most - off[figure],
  });
  return { expected: of("expected"), upper: of("upper"), hard: of("hard") };
}

function sumOf(draft: Draft, { padding }: Place, { brief, more }: Filling): Exact {
  return plusTokens(exactTokens(writeContent(draft, padding(brief))), more);
}

/** Undefined when it has not what is asked for. */
function written(draft: Draft, { padding }: Place, { text }: Filling, sum: Exact, inputs: Inputs): Written | undefined {
  const tokens = whole(sum);
  return isIn(tokens, inputs) ? { content: writeContent(draft, padding(text)), tokens } : undefined;
}

/** Figures are sums of hundredths, so what is off by less than that is a mistake of the last digits. */
function whole({ expected, upper, hard, textBytes }: Exact): Exact {
  const up = (tokens: number) => Math.ceil(tokens - 1e-4);
  return { expected: up(expected), upper: up(upper), hard: up(hard), textBytes };
}
