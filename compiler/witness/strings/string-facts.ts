/** Who calls, and what the caller says of the request, so that the facts about it fall into given cells. */
import type { WitnessKey } from "../../../schemas/witness.ts";
import type { Cells, Columns } from "../../regions/search/point.ts";
import type { Work } from "../../regions/search/work.ts";
import type { Part } from "../part.ts";
import { findString } from "./find-string.ts";
import { type StringColumn, stringColumn } from "./string-column.ts";
import { type Declared, stringDomain } from "./string-domain.ts";

export interface StringWorld extends Declared {
  readonly columns: Columns;
}

export interface StringValues {
  readonly model: string;
  readonly key: WitnessKey;
  readonly metadata: Readonly<Record<string, string>>;
  /** Where the cells ask for it. */
  readonly weekday?: string;
}

/** What may be missing and is not asked for is left out. Other columns are not looked at. */
export function stringFacts(world: StringWorld, cells: Cells, work: Work): Part<StringValues> {
  const asked = askedOf(world, cells);
  const found = new Map<string, string>();
  let unknown: Part<never> | undefined;
  for (const [fact, columns] of asked) {
    const part = findString(stringDomain(fact, world)!, columns, work);
    if (part.kind === "conflict") return part;
    if (part.kind === "unknown") unknown ??= part;
    else if (part.values !== undefined) found.set(fact, part.values);
  }
  return unknown ?? { kind: "values", values: valuesOf(found, tagsOf(world, cells)) };
}

/** By string fact; those that every request has are always there. */
function askedOf(world: StringWorld, cells: Cells): Map<string, StringColumn[]> {
  const asked = new Map<string, StringColumn[]>([
    ["model", []],
    ["key.id", []],
  ]);
  for (const [key, allowed] of cells) {
    const column = world.columns.get(key);
    const about = column && stringColumn(key, column, allowed, (fact) => stringDomain(fact, world) !== undefined);
    if (about) asked.set(about.fact, [...(asked.get(about.fact) ?? []), about]);
  }
  return asked;
}

/** Those that must be there. */
function tagsOf({ columns }: StringWorld, cells: Cells): string[] {
  const tags = [...cells].flatMap(([key, allowed]) => {
    const column = columns.get(key);
    return column?.kind === "boolean" && column.fact === "key.tags" && (allowed & 1n) === 0n ? [column.argument!] : [];
  });
  return tags.sort();
}

function valuesOf(found: ReadonlyMap<string, string>, tags: string[]): StringValues {
  const [team, env, weekday] = [found.get("key.team"), found.get("key.env"), found.get("weekday")];
  const prefix = "metadata.";
  const metadata = [...found].filter(([fact]) => fact.startsWith(prefix));
  return {
    model: found.get("model")!,
    key: { id: found.get("key.id")!, ...(team !== undefined && { team }), ...(env !== undefined && { env }), tags },
    metadata: Object.fromEntries(metadata.map(([fact, value]) => [fact.slice(prefix.length), value])),
    ...(weekday !== undefined && { weekday }),
  };
}
