/** How large a request is, what it may write and when it comes, before it is written. */
import { MOST_CHOICES } from "../../../schemas/facts.ts";
import type { Figures } from "../../../semantics/tokens/token-sum.ts";
import { UPPER_TOKENS } from "../../lower/derived-facts.ts";
import type { Costs } from "../../plan/cost-term.ts";
import { type Asking, measuredFacts, measureOf } from "../../plan/measure.ts";
import { allCells, type Column } from "../../regions/columns.ts";
import type { Cells, Columns } from "../../regions/search/point.ts";
import type { Work } from "../../regions/search/work.ts";
import { audioCells } from "../cost/audio-cells.ts";
import { RateTimes } from "../cost/rate-times.ts";
import { type CostQuestion, type CostWish, solveCosts } from "../cost/solve-costs.ts";
import type { Coupling, Inputs, Tokens } from "../cost/token-space.ts";
import type { Part } from "../part.ts";
import { holds, leastFrom, mostUpTo, rangesOf, type WholeRange } from "../values/number-ranges.ts";
import { roundNumber } from "../values/round-number.ts";
import type { WitnessMemory } from "../witness-memory.ts";
import { chooseTexts, shorterText } from "./choose-texts.ts";
import { type Drafts, draftsOf, type Texts } from "./draft.ts";
import { attachedTokens, bulkTokens, type DraftTokens, isBulky } from "./draft-tokens.ts";
import { fewestTokens } from "./fewest-tokens.ts";
import type { Exact } from "./filling.ts";
import { MOST_INPUT_TOKENS, MOST_TEXT_BYTES } from "./known-limits.ts";
import { parameterAsked, sentParameters } from "./sent-parameters.ts";
import { type TextAsk, textAsks, textPredicate } from "./text-asks.ts";
import { type Clock, clockOf, timesOf, weekdayColumn } from "./times.ts";
import { couplingOf } from "./token-bounds.ts";
import { Wishes } from "./wishes.ts";
import { isOfZone } from "./zone-times.ts";

export interface RequestPlan extends Tokens, Asking {
  readonly wishes: Wishes;
  readonly drafts: Drafts;
  readonly asks: readonly TextAsk[];
  /** Expected tokens that are tried first. */
  readonly usual: number;
  /** The most bytes of text that it is written with. */
  readonly textBytes: number;
}

export interface RequestWorld {
  readonly columns: Columns;
  readonly costs: Costs;
  /** The most bytes of text that the route takes. */
  readonly textBytes?: number | undefined;
  /** Bytes of text that a policy may add at a place of the route: so many are left free where a request is written. */
  readonly addedBytes?: number;
  /** Midnight, UTC. */
  readonly today: Date;
  readonly memory: WitnessMemory;
}

export class RequestPlanner {
  readonly #world: RequestWorld;
  readonly #tokens: DraftTokens;
  readonly #rates = new RateTimes();

  constructor(world: RequestWorld) {
    this.#world = world;
    this.#tokens = world.memory.tokens;
  }

  /** A conflict names all columns that may have to do with it. */
  plan(cells: Cells, work: Work, apart: Apart = { least: 0, skip: 0 }): Part<RequestPlan> {
    const costs = this.#costWishes(cells);
    if (costs.kind === "unknown") return costs;
    const found = audioCells(cells, costs.values).map((some) => () => this.#planned(some, costs.values, work, apart));
    return firstValues(found);
  }

  #planned(cells: Cells, costs: readonly CostWish[], work: Work, apart: Apart): Part<RequestPlan> {
    const wishes = new Wishes(this.#world.columns, cells);
    const asks = textAsks(wishes);
    const texts = this.#textsFor(asks, work);
    if (texts.kind !== "values") return texts;
    const clock = clockOf(wishes);
    const drafts = draftsOf(wishes, texts.values);
    const mayWrite = wishes.mayMiss("maxOutputTokens") || outputsOf(wishes).length > 0;
    const hasTime = timesOf(clock, [this.#world.today], [0], false).length > 0;
    const isSayable = sentParameters(wishes) !== undefined;
    if (!drafts || !mayWrite || !hasTime || !isSayable || choicesOf(wishes, drafts).length === 0)
      return this.#conflict(cells);
    return this.#sized({ wishes, asks, drafts, clock, costs, ...apart }, work);
  }

  #textsFor(asks: readonly TextAsk[], work: Work): Part<Texts> {
    const key = JSON.stringify(asks.map(({ key, must }) => [key, must]));
    const known = this.#world.memory.texts.get(key);
    if (known) return known;
    const texts = chooseTexts(asks, work);
    this.#world.memory.texts.set(key, texts);
    return texts;
  }

  #conflict(cells: Cells): Part<never> {
    return { kind: "conflict", keys: [...cells.keys()].filter((key) => isAbout(key, this.#world.columns.get(key))) };
  }

  #costWishes(cells: Cells): Exclude<Part<CostWish[]>, { kind: "conflict" }> {
    const wishes: CostWish[] = [];
    for (const [key, allowed] of cells) {
      const column = this.#world.columns.get(key);
      if (column?.kind !== "number" || !measuredFacts.includes(column.fact) || allowed === allCells(column)) continue;
      const measure = measureOf(column.fact, column.argument ?? "", this.#world.costs);
      if (!measure) return { kind: "unknown", why: `what a request takes at ${column.argument} is not known` };
      wishes.push({ measure, ranges: rangesOf(column, allowed), mayMiss: (allowed & 1n) !== 0n });
    }
    return { kind: "values", values: wishes };
  }

  #sized(parts: PlanParts, work: Work): Part<RequestPlan> {
    const { wishes, drafts } = parts;
    const isLarge = isBulky(drafts.compact);
    const fewest = isLarge ? bulkOf(bulkTokens(this.#tokens, drafts.compact)) : this.#tokens.of(drafts.compact);
    const bound = Math.min(fewest.expected, this.#bound(parts, fewest.expected));
    const wider = this.#ranges(wishes, { ...attachedTokens(drafts.compact), expected: Math.max(bound, parts.least) });
    if (wider.expected.length === 0 || wider.upper.length === 0) return this.#conflict(wishes.cells);
    if (isLarge) return { kind: "unknown", why: "the request is too large to be written" };
    const reach = this.#ranges(wishes, { ...fewest, expected: Math.max(fewest.expected, parts.least) });
    const found = this.#chosen(parts, reach, work);
    if (found.kind !== "none") return found;
    const lower = this.#chosen(parts, wider, work);
    if (lower.kind === "none") return this.#conflict(wishes.cells);
    if (bound >= fewest.expected || lower.kind !== "values") return TOO_FEW;
    // Less each time, so that it comes to an end.
    const { least, most } = lower.values.inputs.expected;
    const shorter =
      this.#shorter(parts, Math.min(most, fewest.expected - 1), work) ??
      this.#shorter(parts, Math.min(least, fewest.expected - 1), work);
    return shorter ? this.#sized(shorter, work) : TOO_FEW;
  }

  /** What the figures may be that are at least these; ascending. */
  #ranges(wishes: Wishes, least: Figures): CostQuestion["inputs"] {
    return {
      expected: wishes.wholes("inputTokens", least.expected, MOST_INPUT_TOKENS),
      upper: wishes.wholes(UPPER_TOKENS, least.upper, Number.MAX_SAFE_INTEGER),
      hard: [{ least: least.hard, most: Number.MAX_SAFE_INTEGER }],
    };
  }

  /** Tokens without the text, and what every text with these words has. */
  #bound({ asks, drafts }: PlanParts, fewest: number): number {
    const must = asks.filter((ask) => ask.must).map(({ predicate }) => predicate);
    if (drafts.compact.text === "" || isBulky(drafts.compact)) return fewest;
    return Math.ceil(this.#tokens.exact({ ...drafts.compact, text: "" }).expected + fewestTokens(must));
  }

  /** With a text for which so many tokens are enough. */
  #shorter(parts: PlanParts, tokens: number, work: Work): PlanParts | undefined {
    const { compact } = parts.drafts;
    const room = tokens - this.#tokens.exact({ ...compact, text: "" }).expected;
    const text = shorterText(parts.asks, compact.text, room - SLACK, work);
    if (text === undefined) return undefined;
    const drafts = { ...parts.drafts, compact: { ...compact, text } };
    return this.#tokens.of(drafts.compact).expected <= tokens ? { ...parts, drafts } : undefined;
  }

  #chosen(parts: PlanParts, inputs: CostQuestion["inputs"], work: Work): Part<RequestPlan> | { kind: "none" } {
    const { wishes, drafts, asks, clock, costs } = parts;
    const { audio } = drafts.compact;
    const usual = isBulky(drafts.natural) ? 0 : this.#tokens.of(drafts.natural).expected;
    const { addedBytes = 0 } = this.#world;
    const textBytes = (this.#world.textBytes ?? MOST_TEXT_BYTES) - addedBytes;
    const plan = { wishes, drafts, asks, usual, textBytes };
    const [output, choices] = [outputsOf(wishes), choicesOf(wishes, drafts)];
    const outputMayMiss = wishes.mayMiss("maxOutputTokens");
    const couple = this.#coupling(wishes);
    if (costs.length === 0) {
      const boxes = piecesOf(inputs, couple);
      const first = preferred(boxes.slice(parts.skip), usual);
      if (!first) return boxes.length > 0 ? NO_OTHER : { kind: "none" };
      const least = output[0];
      const asked = outputMayMiss || !least ? undefined : roundNumber(least.least, least.most);
      const at = timesOf(clock, [this.#world.today], [0], false)[0]!;
      const asking = { at, audio, choices: choices[0]!.least };
      return { kind: "values", values: { ...plan, inputs: first, output: asked, ...asking } };
    }
    const times = this.#rates.of(
      costs.flatMap(({ measure }) => measure.priced),
      clock,
      this.#world.today,
    );
    const question = { wishes: costs, inputs, output, outputMayMiss, times, audio, choices, couple, skip: parts.skip };
    const found = solveCosts(question, work);
    if (found.kind === "values") return { kind: "values", values: { ...plan, ...found.values } };
    return found.kind === "none"
      ? { kind: "none" }
      : { kind: "unknown", why: "it was not found out which tokens cost so much" };
  }

  #coupling(wishes: Wishes): Coupling {
    const may = (need: string) => wishes.may(`needs.${need}`, true);
    const having = { tools: may("tools"), images: may("vision"), audio: may("audio"), files: may("pdf") };
    return couplingOf({ ...having, textBytes: this.#world.textBytes ?? MOST_TEXT_BYTES });
  }
}

const TOO_FEW = { kind: "unknown", why: "no text was found for so few tokens" } as const;

/** Where the others are not known: no request has less. */
function bulkOf(expected: number): Exact {
  return { expected, upper: 0, hard: 0, textBytes: 0 };
}

/** One range of each figure. */
function piecesOf({ expected, upper, hard }: CostQuestion["inputs"], couple: Coupling): Inputs[] {
  return expected.flatMap((e) =>
    upper.flatMap((u) => hard.flatMap((h) => couple({ expected: e, upper: u, hard: h }) ?? [])),
  );
}

/** Expected tokens of the usual request if they may be, else a round number above, else what is nearest below. */
function preferred(boxes: readonly Inputs[], usual: number): Inputs | undefined {
  const ranges = boxes.map(({ expected }) => expected);
  const tokens = ranges.length === 0 ? undefined : usualTokens(ranges, usual);
  const box = boxes.find(({ expected }) => tokens !== undefined && holds([expected], tokens));
  return box && tokens !== undefined ? { ...box, expected: { least: tokens, most: tokens } } : undefined;
}

/** Sums of weights differ in the last digits. */
const SLACK = 1e-6;

const NO_OTHER = { kind: "unknown", why: "no other tokens will do" } as const;

/** Where what was planned could not be written. */
export interface Apart {
  /** Expected input tokens at least. */
  readonly least: number;
  /** So many ways to have what is asked are passed over. */
  readonly skip: number;
}

interface PlanParts extends Apart {
  readonly wishes: Wishes;
  readonly asks: readonly TextAsk[];
  readonly drafts: Drafts;
  readonly clock: Clock;
  readonly costs: readonly CostWish[];
}

function outputsOf(wishes: Wishes): WholeRange[] {
  return wishes.wholes("maxOutputTokens", 1, Number.MAX_SAFE_INTEGER);
}

/** One, unless more may be asked for; more than one, where the draft needs them. */
function choicesOf(wishes: Wishes, { natural }: Drafts): WholeRange[] {
  const mayHaveMore = wishes.may("needs.choices", true) && wishes.may("needs.rare", true);
  return wishes.wholes("choices", natural.choices ? 2 : 1, mayHaveMore ? MOST_CHOICES : 1);
}

/** The first that is found; else a doubt that one of them left, else what excludes them all. */
function firstValues(ways: readonly (() => Part<RequestPlan>)[]): Part<RequestPlan> {
  let none: Part<RequestPlan> = { kind: "conflict", keys: [] };
  for (const way of ways) {
    const found = way();
    if (found.kind === "values") return found;
    if (found.kind === "unknown" || none.kind === "unknown") none = none.kind === "unknown" ? none : found;
    else none = { kind: "conflict", keys: [...new Set([...none.keys, ...found.keys])] };
  }
  return none;
}

/** Those of the usual request if they may be, else a round number above, else what is nearest below. */
function usualTokens(reach: readonly WholeRange[], usual: number): number {
  if (holds(reach, usual)) return usual;
  const above = leastFrom(reach, usual);
  if (above === undefined) return mostUpTo(reach, usual)!;
  return roundNumber(above, reach.find(({ most }) => above <= most)!.most);
}

const facts: readonly string[] = [
  ...["messages", "turns", "images", "tools", "inputTokens", "maxOutputTokens", "choices", "hour", "stream"],
  UPPER_TOKENS,
  ...measuredFacts,
];

/** Whether the cells of the column have to do with what a request says, asks for and costs, and when. */
export function isAbout(key: string, column: Column | undefined): boolean {
  if (column === undefined) return false;
  if (
    facts.includes(column.fact) ||
    isOfZone(column.fact) ||
    column.fact.startsWith("needs.") ||
    parameterAsked(key, column)
  )
    return true;
  return textPredicate(column) !== undefined || weekdayColumn(key, column, 0n) !== undefined;
}
