/** What no request is, known before anything is asked: as boxes over the columns that there are. */
import type { Box } from "../../regions/box.ts";
import { cellSet } from "../../regions/cell-set.ts";
import { allCells, type CellSet } from "../../regions/columns.ts";
import type { Columns } from "../../regions/search/point.ts";
import { stringColumn } from "../strings/string-column.ts";
import type { Declared } from "../strings/string-domain.ts";
import type { WholeRange } from "../values/number-ranges.ts";
import type { WitnessMemory } from "../witness-memory.ts";
import { domainCells, wholesByCell } from "./domain-cells.ts";
import type { Draft } from "./draft.ts";
import { bulkTokens, type DraftTokens } from "./draft-tokens.ts";
import { textAsks, textIsFine, textPredicate } from "./text-asks.ts";

export function knownBoxes(columns: Columns, declared: Declared, memory: WitnessMemory): Box[] {
  const boxes = [...columns].map(([key, column]) => {
    return [{ key, cells: allCells(column) & ~domainCells(column, declared) }];
  });
  const all = [
    ...boxes,
    ...needs(columns),
    ...turns(columns),
    ...tokens(columns, memory.tokens),
    ...texts(columns, memory),
    ...missing(columns),
  ];
  return all.flatMap((parts) => boxOf(parts, columns) ?? []);
}

interface Side {
  readonly key: string;
  readonly cells: CellSet;
}

/** Undefined when a column is not there, or has no such cells. */
function boxOf(sides: readonly Side[], columns: Columns): Box | undefined {
  if (sides.some(({ key, cells }) => !columns.has(key) || cells === 0n)) return undefined;
  const narrow = sides.filter(({ key, cells }) => cells !== allCells(columns.get(key)!));
  return narrow.length === 0 ? undefined : new Map(narrow.map(({ key, cells }) => [key, cells]));
}

const YES = 0b10n;
const NO = 0b01n;

/** The cells of a fact that is a whole number, all of whose numbers are so. */
function where(columns: Columns, key: string, is: (range: WholeRange) => boolean): Side {
  const column = columns.get(key);
  const ranges = column?.kind === "number" ? wholesByCell(column) : [];
  return { key, cells: cellSet(ranges.map((range) => range !== undefined && is(range))) };
}

function needs(columns: Columns): Side[][] {
  return [
    [where(columns, "images", ({ most }) => most < 1), { key: "needs.vision", cells: YES }],
    [where(columns, "images", ({ least }) => least > 0), { key: "needs.vision", cells: NO }],
    [where(columns, "tools", ({ least }) => least > 0), { key: "needs.tools", cells: NO }],
    [
      { key: "needs.customTools", cells: YES },
      { key: "needs.tools", cells: NO },
    ],
    [where(columns, "choices", ({ most }) => most < 2), { key: "needs.choices", cells: YES }],
    [where(columns, "choices", ({ least }) => least > 1), { key: "needs.choices", cells: NO }],
    [where(columns, "choices", ({ least }) => least > 1), { key: "needs.rare", cells: NO }],
    ...rareNeeds.map((key) => [
      { key, cells: YES },
      { key: "needs.rare", cells: NO },
    ]),
    [{ key: "needs.rare", cells: YES }, ...rareNeeds.map((key) => ({ key, cells: NO }))],
    [
      { key: "needs.jsonSchema", cells: YES },
      { key: "needs.jsonMode", cells: YES },
    ],
  ];
}

/** `needs.rare` is any of them. */
const rareNeeds = ["choices", "customTools", "toolChoice", "functions", "otherForms"].map((need) => `needs.${need}`);

/** Every turn is a message; without one the text is empty. */
function turns(columns: Columns): Side[][] {
  const more = leastOf(columns, "turns").map((count) => [
    where(columns, "turns", ({ least }) => least >= count),
    where(columns, "messages", ({ most }) => most < count),
  ]);
  const none = [...columns].flatMap(([key, column]) => {
    if (!textPredicate(column)) return [];
    const holds = textIsFine(textAsks({ columns, cells: new Map([[key, YES]]) }), "");
    return [[where(columns, "turns", ({ most }) => most < 1), { key, cells: holds ? NO : YES }]];
  });
  return [...more, ...none];
}

/** Parts that take more tokens than there are. */
function tokens(columns: Columns, known: DraftTokens): Side[][] {
  const few = (parts: Partial<Draft>) => {
    const fewest = bulkTokens(known, { ...smallest, ...parts });
    return where(columns, "inputTokens", ({ most }) => most < fewest);
  };
  const counted = (["messages", "turns", "images", "tools"] as const).flatMap((key) =>
    leastOf(columns, key).map((count) => [
      where(columns, key, ({ least }) => least >= count),
      few({ [key === "turns" ? "messages" : key]: count }),
    ]),
  );
  const flags = [
    [{ key: "needs.vision", cells: YES }, few({ images: 1 })],
    [{ key: "needs.pdf", cells: YES }, few({ pdf: true })],
    [{ key: "needs.jsonSchema", cells: YES }, few({ jsonSchema: true })],
  ];
  return [...counted, ...flags];
}

const smallest: Draft = {
  messages: 1,
  turns: 1,
  images: 0,
  tools: 0,
  calls: false,
  audio: false,
  pdf: false,
  jsonSchema: false,
  jsonMode: false,
  reasoning: false,
  choices: false,
  customTools: false,
  toolChoice: false,
  functions: false,
  otherForms: false,
  text: "",
  compact: true,
};

/** The smallest numbers of the cells, but for those that every request has. */
function leastOf(columns: Columns, key: string): number[] {
  const column = columns.get(key);
  const ranges = column?.kind === "number" ? wholesByCell(column) : [];
  return ranges.flatMap((range) => (range && range.least > 0 ? [range.least] : []));
}

function texts(columns: Columns, memory: WitnessMemory): Side[][] {
  const asked = [...columns].flatMap(([key, column]) => {
    const predicate = textPredicate(column);
    return predicate ? [{ key, predicate }] : [];
  });
  return memory
    .exclusions(asked.map(({ predicate }) => predicate))
    .map(({ must, mustNot }) => [
      ...must.map((i) => ({ key: asked[i]!.key, cells: YES })),
      ...mustNot.map((i) => ({ key: asked[i]!.key, cells: NO })),
    ]);
}

/** A fact that is missing has no sample and answers no question; one that is there has a sample. */
function missing(columns: Columns): Side[][] {
  return [...columns].flatMap(([key, column]): Side[][] => {
    const about = stringColumn(key, column, 0n, (fact) => columns.get(fact)?.kind === "string");
    if (!about || column.kind === "string") return [];
    const fact = { key: about.fact, cells: 1n };
    const there = { key: about.fact, cells: allCells(columns.get(about.fact)!) & ~1n };
    if (column.kind === "boolean") return [[fact, { key, cells: YES }]];
    return [
      [fact, { key, cells: allCells(column) & ~1n }],
      [there, { key, cells: 1n }],
    ];
  });
}
