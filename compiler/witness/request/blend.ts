/**
 * Texts whose figures lie in given ranges: prose, with runs that are cheap in what is expected and dear in `upper`, with
 * dense signs for which both are the same, and with blanks, which are bytes and hardly tokens.
 */

import { DEFAULT_BODY_BYTES } from "../../../semantics/body-limit.ts";
import { plusTokens } from "../../../semantics/tokens/plus-tokens.ts";
import type { Figure } from "../../plan/measure.ts";
import { copies, type Exact, type Filling, joined, nothing, type Unit, unitOf } from "./filling.ts";
import { prose, usualUnit } from "./prose.ts";

/** Not rounded: more than `above`, at most `upTo`. */
export type Room = Readonly<Record<Figure, { readonly above: number; readonly upTo: number }>>;

/** Cheap runs: a blank and one that is not the usual one, in three bytes; a line break, which JSON writes otherwise. */
const gaps = unitOf(" \u00a0");
const breaks = unitOf("\n");
const dots = unitOf(" /");
const blanks = unitOf(" ");

/** How much of what is written: expected tokens of prose, and copies. */
interface Blend {
  readonly prose: number;
  readonly dots: number;
  readonly runs: number;
  readonly run: Unit;
  readonly blanks: number;
}

export interface BlendOptions {
  /** Of one word, for where others could be taken for what must not be there. */
  readonly plain: boolean;
  /** It is written in JSON. */
  readonly json: boolean;
}

/** A text, and what it was to have: where it stands it may have a little more or less. */
export interface Blended {
  readonly filling: Filling;
  readonly aim: Exact;
}

/** So many expected tokens, and what is added to prose to have more of `upper`. */
export interface Recipe {
  readonly expected: number;
  readonly run: Unit;
}

/** What is worth a try, the most natural first. */
export function recipesFor(room: Room, { plain, json }: BlendOptions): Recipe[] {
  const runs = json ? [gaps] : [gaps, breaks];
  return sizes(room, plain).flatMap((expected) => runs.map((run) => ({ expected, run })));
}

/** A text for the room; undefined when this recipe has none. */
export function blended(room: Room, { expected, run }: Recipe, { plain }: BlendOptions): Blended | undefined {
  const unit = usualUnit(expected, plain);
  const blend = blendOf(room, expected, unit, run);
  const aim = blend && aimOf(blend, unit);
  return blend && aim && aim.textBytes <= DEFAULT_BODY_BYTES ? { filling: written(blend, plain), aim } : undefined;
}

/** Expected tokens to try: what makes plain prose fit if anything does, the ends, and what is between them. */
function sizes({ expected, upper, hard }: Room, plain: boolean): number[] {
  const least = Math.max(0, expected.above + HALF);
  const { further } = usualUnit(least, plain);
  const [ofUpper, ofHard] = [further.expected / further.upper, further.expected / further.hard];
  // Beyond it nothing is nearer to what is asked of the other figures.
  const enough = Math.max(least, upper.above, hard.above * ofHard) + 64;
  const most = Math.min(expected.upTo, enough);
  if (least > most) return [];
  const fit = [upper.above * ofUpper, hard.above * ofHard, Math.min(upper.upTo * ofUpper, hard.upTo * ofHard)];
  const ofBlanks = hard.above * (blanks.further.expected / blanks.further.hard);
  const between = [most / 2, most / 8, most / 64, (ofBlanks + most) / 2].filter((size) => size >= least);
  return [...new Set([...fit.map((size) => Math.min(Math.max(size, least), most)), least, most, ...between])];
}

/** The middle of what rounds up to a whole number. */
const HALF = 0.5;

/** Solves for the amounts one after the other, until what one changes of the others' figures is made up for. */
function blendOf(room: Room, expected: number, unit: Unit, run: Unit): Blend | undefined {
  let blend: Blend = { prose: expected, dots: 0, runs: 0, run, blanks: 0 };
  for (let i = 0; i < 4; i++) {
    const filler = plusTokens(nothing, blanks.further, blend.blanks);
    const left = expected - filler.expected;
    const upper = upperAim(room, left, unit, filler);
    const next = upper === undefined ? undefined : split(left, upper - filler.upper, unit, run);
    if (!next) return undefined;
    const { hard } = aimOf({ ...next, run, blanks: 0 }, unit);
    const lack = room.hard.above + MARGIN - hard;
    blend = { ...next, run, blanks: lack > 0 ? Math.ceil(lack / blanks.further.hard) : 0 };
  }
  return blend;
}

/** Bytes round to tokens by halves. */
const MARGIN = 1;

/** What `upper` should be: what plain prose has, if that is in the room. */
function upperAim({ upper }: Room, expected: number, { further }: Unit, filler: Exact): number | undefined {
  const usual = (expected / further.expected) * further.upper + filler.upper;
  const inset = Math.min(EDGE, (upper.upTo - upper.above) / 2);
  const [least, most] = [upper.above + inset, upper.upTo - inset];
  return most < 0 ? undefined : Math.min(Math.max(usual, least), most);
}

const EDGE = 2;

/** Amounts with so many tokens of both figures; undefined when these texts have none. */
function split(expected: number, upper: number, unit: Unit, run: Unit): Omit<Blend, "run" | "blanks"> | undefined {
  if (expected < 0) return undefined;
  const ratio = unit.further.upper / unit.further.expected;
  const excess = upper - expected * ratio;
  if (excess >= 0) {
    const runs = excess / (run.further.upper - run.further.expected * ratio);
    const left = expected - runs * run.further.expected;
    return left < -SLACK ? undefined : { prose: Math.max(0, left), dots: 0, runs };
  }
  const dense = dots.further.upper / dots.further.expected;
  const share = -excess / (ratio - dense);
  if (share > expected + SLACK) return undefined;
  return { prose: Math.max(0, expected - share), dots: share / dots.further.expected, runs: 0 };
}

const SLACK = 1e-6;

function aimOf({ prose: tokens, dots: signs, runs, run, blanks: spaces }: Blend, { further }: Unit): Exact {
  let aim = plusTokens(nothing, further, tokens / further.expected);
  for (const [unit, count] of [
    [dots, signs],
    [run, runs],
    [blanks, spaces],
  ] as const)
    aim = plusTokens(aim, unit.further, count);
  return aim;
}

function written({ prose: tokens, dots: signs, runs, run, blanks: spaces }: Blend, plain: boolean): Filling {
  const runCount = Math.floor(runs);
  const rest = ((runs - runCount) * run.further.upper) / blanks.further.upper;
  return joined([
    prose(tokens - HALF, Math.max(0, tokens), plain),
    copies(dots, Math.round(signs)),
    copies(run, runCount),
    copies(blanks, Math.round(rest + spaces)),
  ]);
}
