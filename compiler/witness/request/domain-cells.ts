/** The cells of a column that some request falls into, whatever else is asked of it. */
import { MOST_CHOICES } from "../../../schemas/facts.ts";
import { type ChatParameterName, chatParameters } from "../../../schemas/parameters/chat.ts";
import { isParameterFact, parameterNameOf } from "../../../semantics/facts/parameters.ts";
import { derivedFacts, EXPECTED_FILL, UPPER_FILL, UPPER_TOKENS } from "../../lower/derived-facts.ts";
import { nextDouble } from "../../lower/interval.ts";
import { cellSet } from "../../regions/cell-set.ts";
import { allCells, type CellSet, type Column, cellCount } from "../../regions/columns.ts";
import { factSpec, isWhole } from "../../regions/fact-spec.ts";
import { allows, stringColumn } from "../strings/string-column.ts";
import { type Declared, stringDomain } from "../strings/string-domain.ts";
import { rangeOfCell, type WholeRange, wholesIn } from "../values/number-ranges.ts";
import { MOST_INPUT_TOKENS, MOST_ITEMS } from "./known-limits.ts";

export function domainCells(column: Column, declared: Declared): CellSet {
  const { route, metadata } = declared;
  const found = domains.get(column);
  if (found?.route === route && found.metadata === metadata) return found.cells;
  const cells = cellsIn(column, declared);
  domains.set(column, { route, metadata, cells });
  return cells;
}

/** Of the route that was asked about last: questions about one follow each other. */
const domains = new WeakMap<Column, Pick<Declared, "route" | "metadata"> & { readonly cells: CellSet }>();

function cellsIn(column: Column, declared: Declared): CellSet {
  const closed = closedCells(column, declared);
  if (closed !== undefined) return closed;
  const all = column.kind === "boolean" || mayBeMissing(column, declared) ? allCells(column) : allCells(column) & ~1n;
  return column.kind === "number" ? all & (numbersOf(column) | 1n) : all;
}

/** By cell, the whole numbers that a fact has in it; undefined where there is none. */
export function wholesByCell(column: NumberColumn): readonly (WholeRange | undefined)[] {
  const ranges = known.get(column) ?? wholesOf(column);
  known.set(column, ranges);
  return ranges;
}

type NumberColumn = Extract<Column, { kind: "number" }>;

/** Many questions are about the same column. */
const known = new WeakMap<NumberColumn, readonly (WholeRange | undefined)[]>();

function wholesOf(column: NumberColumn): (WholeRange | undefined)[] {
  const { least, most } = wholeDomains[ofHours(column.fact)] ?? { least: -Infinity, most: Infinity };
  return Array.from({ length: cellCount(column) }, (_, cell) => {
    return cell === 0 ? undefined : wholesIn([rangeOfCell(column, cell)], least, most)[0];
  });
}

/** Tokens of a message without a text. */
const FEWEST_INPUT_TOKENS = 7;

const wholeDomains: Readonly<Record<string, WholeRange>> = {
  inputTokens: { least: FEWEST_INPUT_TOKENS, most: MOST_INPUT_TOKENS },
  maxOutputTokens: { least: 1, most: Number.MAX_SAFE_INTEGER },
  choices: { least: 1, most: MOST_CHOICES },
  messages: { least: 1, most: MOST_ITEMS },
  turns: { least: 0, most: MOST_ITEMS },
  tools: { least: 0, most: MOST_ITEMS },
  images: { least: 0, most: MOST_ITEMS },
  hour: { least: 0, most: 23 },
  "parameters.seed": boundsOf("seed"),
  "parameters.top_logprobs": boundsOf("top_logprobs"),
};

/** Of what a client may say of a parameter. */
function boundsOf(name: ChatParameterName): WholeRange {
  const { type } = chatParameters[name];
  return "from" in type ? { least: type.from, most: type.to } : { least: -Infinity, most: Infinity };
}

/** Of hours in a zone those of UTC. */
function ofHours(fact: string): string {
  const { type } = factSpec(fact) ?? {};
  return type?.kind === "number" && type.unit === "hours" ? "hour" : fact;
}

function numbersOf(column: Extract<Column, { kind: "number" }>): CellSet {
  if (isWhole(column.fact)) return cellSet(wholesByCell(column).map((range) => range !== undefined));
  const [least, end] = domainOf(column);
  const among = Array.from({ length: cellCount(column) }, (_, cell) => {
    const { from, to } = rangeOfCell(column, cell);
    return cell > 0 && from < end && to > least;
  });
  return cellSet(among);
}

/** From the first number up to, not including, the second. */
function domainOf({ fact }: Column): readonly [number, number] {
  if (fact === "sample") return [0, 100];
  if (isParameterFact(fact)) {
    const { least, most } = boundsOf(parameterNameOf(fact) as ChatParameterName);
    return [least, nextDouble(most)];
  }
  const type = factSpec(fact)?.type;
  const unit = derivedFacts[fact]?.unit ?? (type?.kind === "number" ? type.unit : undefined);
  // What is left of a budget may be less than nothing.
  if (unit === undefined || fact.endsWith(".left")) return [-Infinity, Infinity];
  return [0, Infinity];
}

/** Of a fact that can only have the values of a list. */
function closedCells(column: Column, declared: Declared): CellSet | undefined {
  const about = stringColumn("", column, 0n, (fact) => closedValues(fact, declared) !== undefined);
  if (!about) return undefined;
  const values: (string | undefined)[] = [...closedValues(about.fact, declared)!];
  if (isOptional(about.fact, declared)) values.push(undefined);
  const among = Array.from({ length: cellCount(column) }, (_, cell) => {
    return values.some((value) => allows({ ...about, cells: 1n << BigInt(cell) }, value));
  });
  return cellSet(among);
}

function closedValues(fact: string, declared: Declared): readonly string[] | undefined {
  const { values } = stringDomain(fact, declared) ?? {};
  if (values) return values;
  const type = factSpec(fact)?.type;
  return type?.kind === "enum" ? type.values : undefined;
}

/** Computed facts that every request has. */
const always: readonly string[] = [UPPER_TOKENS, EXPECTED_FILL, UPPER_FILL];

function mayBeMissing(column: Column, declared: Declared): boolean {
  if (always.includes(column.fact)) return false;
  const by = column.kind === "number" && column.fact === "sample" ? column.argument : undefined;
  return isOptional(by ?? column.fact, declared);
}

function isOptional(fact: string, declared: Declared): boolean {
  const domain = stringDomain(fact, declared);
  if (domain) return domain.optional;
  const known = factSpec(fact);
  return known === undefined || known.missing !== undefined;
}
