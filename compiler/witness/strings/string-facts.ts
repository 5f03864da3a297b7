/** Who calls, and what the caller says of the request, so that the facts about it fall into given cells. */
import type { WitnessKey } from "../../../schemas/witness.ts";
import { saidFact } from "../../lower/said-fact.ts";
import type { Cells, Columns } from "../../regions/search/point.ts";
import type { Work } from "../../regions/search/work.ts";
import { KnownParts } from "../known-parts.ts";
import type { Part } from "../part.ts";
import { findString } from "./find-string.ts";
import { type StringColumn, stringColumn } from "./string-column.ts";
import { type Declared, stringDomain } from "./string-domain.ts";
import { tagsFor } from "./tags.ts";

export interface StringWorld extends Declared {
  readonly columns: Columns;
}

export interface StringValues {
  readonly model: string;
  readonly key: WitnessKey;
  readonly metadata: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Where the cells ask for them. */
  readonly endpoint?: string;
  readonly weekday?: string;
}

/** What may be missing and is not asked for is left out. Other columns are not looked at. */
export function stringFacts(world: StringWorld, cells: Cells, work: Work): Part<StringValues> {
  const found = new Map<string, string>();
  let unknown: Part<never> | undefined;
  for (const { fact, columns, known, always } of askableOf(world)) {
    const asked = columns.filter(({ key }) => cells.has(key));
    if (asked.length === 0 && !always) continue;
    const part = known.recall(cells, () => {
      const of = asked.map((column) => ({ ...column, cells: cells.get(column.key)! }));
      return findString(stringDomain(fact, world)!, of, work);
    });
    if (part.kind === "conflict") return part;
    if (part.kind === "unknown") unknown ??= part;
    else if (part.values !== undefined) found.set(fact, part.values);
  }
  const tags = tagsFor(world.columns, cells, work);
  if (tags.kind !== "values") return tags;
  return unknown ?? { kind: "values", values: valuesOf(found, tags.values) };
}

/** Facts that every request has. */
function alwaysThere({ metadata }: StringWorld): string[] {
  const required = metadata.filter((field) => field.required);
  return ["model", "key.id", ...required.map(saidFact)];
}

/** A string fact, and what may be asked of it. */
interface Askable {
  readonly fact: string;
  /** It is there whatever is asked. */
  readonly always: boolean;
  readonly columns: readonly Omit<StringColumn, "cells">[];
  readonly known: KnownParts<string | undefined>;
}

const askables = new WeakMap<StringWorld, readonly Askable[]>();

function askableOf(world: StringWorld): readonly Askable[] {
  const made = askables.get(world) ?? newAskables(world);
  askables.set(world, made);
  return made;
}

function newAskables(world: StringWorld): Askable[] {
  const there = alwaysThere(world);
  const asked = new Map<string, Omit<StringColumn, "cells">[]>(there.map((fact) => [fact, []]));
  for (const [key, column] of world.columns) {
    const about = stringColumn(key, column, 0n, (fact) => stringDomain(fact, world) !== undefined);
    if (about) asked.set(about.fact, [...(asked.get(about.fact) ?? []), about]);
  }
  return [...asked].map(([fact, columns]) => {
    return { fact, always: there.includes(fact), columns, known: new KnownParts(columns.map(({ key }) => key)) };
  });
}

function valuesOf(found: ReadonlyMap<string, string>, tags: string[]): StringValues {
  const [team, env, weekday] = [found.get("key.team"), found.get("key.env"), found.get("weekday")];
  const endpoint = found.get("endpoint");
  const said = (prefix: string) =>
    Object.fromEntries(
      [...found].flatMap(([fact, value]) => (fact.startsWith(prefix) ? [[fact.slice(prefix.length), value]] : [])),
    );
  return {
    model: found.get("model")!,
    key: { id: found.get("key.id")!, ...(team !== undefined && { team }), ...(env !== undefined && { env }), tags },
    metadata: said("metadata."),
    headers: said("headers."),
    ...(endpoint !== undefined && { endpoint }),
    ...(weekday !== undefined && { weekday }),
  };
}
