/** How large a request is, what it may write and when it comes, before it is written. */
import { MOST_CHOICES } from "../../../schemas/facts.ts";
import { MAX_COST } from "../../lower/derived-facts.ts";
import type { CostTerm } from "../../plan/cost-term.ts";
import { allCells, type Column } from "../../regions/columns.ts";
import type { Cells, Columns } from "../../regions/search/point.ts";
import type { Work } from "../../regions/search/work.ts";
import { audioCells } from "../cost/audio-cells.ts";
import { RateTimes } from "../cost/rate-times.ts";
import { type CostWish, solveCosts } from "../cost/solve-costs.ts";
import type { Part } from "../part.ts";
import { clipped, holds, leastFrom, mostUpTo, rangesOf, type WholeRange } from "../values/number-ranges.ts";
import { roundNumber } from "../values/round-number.ts";
import type { WitnessMemory } from "../witness-memory.ts";
import { chooseTexts, shorterText } from "./choose-texts.ts";
import { type Drafts, draftsOf, type Texts } from "./draft.ts";
import { bulkTokens, type DraftTokens, isBulky } from "./draft-tokens.ts";
import { fewestTokens } from "./fewest-tokens.ts";
import { MOST_INPUT_TOKENS } from "./known-limits.ts";
import { type TextAsk, textAsks, textPredicate } from "./text-asks.ts";
import { type Clock, clockOf, daysOf, timeOf, weekdayColumn } from "./times.ts";
import { Wishes } from "./wishes.ts";

export interface RequestPlan {
  readonly wishes: Wishes;
  readonly drafts: Drafts;
  readonly asks: readonly TextAsk[];
  /** Tokens. */
  readonly input: number;
  /** What the client asks for at most, in tokens. */
  readonly output: number | undefined;
  /** Answers. */
  readonly choices: number;
  readonly at: Date;
  readonly serviceTier?: string;
}

export interface RequestWorld {
  readonly columns: Columns;
  /** By target id. */
  readonly costs: ReadonlyMap<string, CostTerm>;
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

  /** A conflict names all columns that may have to do with it. `least`: input tokens. */
  plan(cells: Cells, work: Work, least: number = 0): Part<RequestPlan> {
    const costs = this.#costWishes(cells);
    if (costs.kind === "unknown") return costs;
    const found = audioCells(cells, costs.values).map((some) => () => this.#planned(some, costs.values, work, least));
    return firstValues(found);
  }

  #planned(cells: Cells, costs: readonly CostWish[], work: Work, least: number): Part<RequestPlan> {
    const wishes = new Wishes(this.#world.columns, cells);
    const asks = textAsks(wishes);
    const texts = this.#textsFor(asks, work);
    if (texts.kind !== "values") return texts;
    const clock = clockOf(wishes);
    const drafts = draftsOf(wishes, texts.values);
    const mayWrite = wishes.mayMiss("maxOutputTokens") || outputsOf(wishes).length > 0;
    const hasTime = clock.weekdays.length > 0 && clock.hours.length > 0;
    if (!drafts || !mayWrite || !hasTime || choicesOf(wishes, drafts).length === 0) return this.#conflict(cells);
    return this.#sized({ wishes, asks, drafts, clock, costs, least }, work);
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
      if (column?.kind !== "number" || column.fact !== MAX_COST || allowed === allCells(column)) continue;
      const term = this.#world.costs.get(column.argument ?? "");
      if (!term)
        return { kind: "unknown", why: `what a request costs at ${column.argument ?? "a target"} is not known` };
      wishes.push({ term, ranges: rangesOf(column, allowed), mayMiss: (allowed & 1n) !== 0n });
    }
    return { kind: "values", values: wishes };
  }

  #sized(parts: PlanParts, work: Work): Part<RequestPlan> {
    const { wishes, drafts } = parts;
    const fewest = isBulky(drafts.compact) ? bulkTokens(this.#tokens, drafts.compact) : this.#tokens.of(drafts.compact);
    const bound = Math.min(fewest, this.#bound(parts, fewest));
    const wider = wishes.wholes("inputTokens", Math.max(bound, parts.least), MOST_INPUT_TOKENS);
    if (wider.length === 0) return this.#conflict(wishes.cells);
    if (isBulky(drafts.compact)) return { kind: "unknown", why: "the request is too large to be written" };
    const reach = clipped(wider, fewest, MOST_INPUT_TOKENS);
    const found = this.#chosen(parts, reach, work);
    if (found.kind !== "none") return found;
    const below = clipped(wider, bound, fewest - 1);
    const lower = this.#chosen(parts, below, work);
    if (lower.kind === "none") return this.#conflict(wishes.cells);
    const shorter =
      this.#shorter(parts, below.at(-1)!.most, work) ??
      (lower.kind === "values" ? this.#shorter(parts, lower.values.input, work) : undefined);
    return shorter ? this.#sized(shorter, work) : { kind: "unknown", why: "no text was found for so few tokens" };
  }

  /** Tokens without the text, and what every text with these words has. */
  #bound({ asks, drafts }: PlanParts, fewest: number): number {
    const must = asks.filter((ask) => ask.must).map(({ predicate }) => predicate);
    if (drafts.compact.text === "" || isBulky(drafts.compact)) return fewest;
    return Math.ceil(this.#tokens.exact({ ...drafts.compact, text: "" }) + fewestTokens(must));
  }

  /** With a text for which so many tokens are enough. */
  #shorter(parts: PlanParts, tokens: number, work: Work): PlanParts | undefined {
    const { compact } = parts.drafts;
    const room = tokens - this.#tokens.exact({ ...compact, text: "" });
    const text = shorterText(parts.asks, compact.text, room - SLACK, work);
    if (text === undefined) return undefined;
    const drafts = { ...parts.drafts, compact: { ...compact, text } };
    return this.#tokens.of(drafts.compact) <= tokens ? { ...parts, drafts } : undefined;
  }

  #chosen(parts: PlanParts, reach: readonly WholeRange[], work: Work): Part<RequestPlan> | { kind: "none" } {
    if (reach.length === 0) return { kind: "none" };
    const { wishes, drafts, asks, clock, costs } = parts;
    const plan = { wishes, drafts, asks };
    const [output, choices] = [outputsOf(wishes), choicesOf(wishes, drafts)];
    const outputMayMiss = wishes.mayMiss("maxOutputTokens");
    const usualInput = isBulky(drafts.natural) ? 0 : this.#tokens.of(drafts.natural);
    if (costs.length === 0) {
      const least = output[0];
      const asked = outputMayMiss || !least ? undefined : roundNumber(least.least, least.most);
      const at = timeOf(daysOf(clock, [this.#world.today])[0]!, clock.hours[0]!, 0);
      const values = { ...plan, input: usualTokens(reach, usualInput), output: asked, choices: choices[0]!.least, at };
      return { kind: "values", values };
    }
    const times = this.#rates.of(
      costs.map(({ term }) => term),
      clock,
      this.#world.today,
    );
    const { audio } = drafts.compact;
    const asked = { input: reach, output, outputMayMiss, choices, audio, usualInput };
    const found = solveCosts({ wishes: costs, times, ...asked }, work);
    if (found.kind === "values") return { kind: "values", values: { ...plan, ...found.values } };
    return found.kind === "none"
      ? { kind: "none" }
      : { kind: "unknown", why: "it was not found out which tokens cost so much" };
  }
}

/** Sums of weights differ in the last digits. */
const SLACK = 1e-6;

interface PlanParts {
  readonly wishes: Wishes;
  readonly asks: readonly TextAsk[];
  readonly drafts: Drafts;
  readonly clock: Clock;
  readonly costs: readonly CostWish[];
  readonly least: number;
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

const facts = [
  "messages",
  "turns",
  "images",
  "tools",
  "inputTokens",
  "maxOutputTokens",
  "choices",
  "hour",
  "stream",
  MAX_COST,
];

/** Whether the cells of the column have to do with what a request says, asks for and costs, and when. */
export function isAbout(key: string, column: Column | undefined): boolean {
  if (column === undefined) return false;
  if (facts.includes(column.fact) || column.fact.startsWith("needs.")) return true;
  return textPredicate(column) !== undefined || weekdayColumn(key, column, 0n) !== undefined;
}
