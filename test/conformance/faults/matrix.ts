/** All cells of an asker and a dialect, by name. */
import { type DialectName, dialectNames } from "../../../schemas/dialects.ts";
import type { Wire } from "../raw/wire.ts";
import { type Asker, askers } from "./askers.ts";
import { cellOf, classes } from "./cells.ts";
import { type CellOr, type Place, stages } from "./place.ts";
import { type NamedCell, runCells } from "./run-cells.ts";

export type Row = readonly [failure: (typeof classes)[number], stage: Place["stage"]];

export const rows: readonly Row[] = classes.flatMap((failure) => stages.map((stage): Row => [failure, stage]));

export const nameOf = ([failure, stage]: Row): string => `${failure}, ${stage}`;

/** Undefined where the dialect has no such operation. */
export function cellAt([failure, stage]: Row, dialect: DialectName, asker: Asker): CellOr | undefined {
  const wire = asker.wireOf(dialect);
  if (wire === undefined) return undefined;
  return cellOf(failure, placeOf(asker, wire, stage));
}

export function cellsOf(dialect: DialectName, asker: Asker): NamedCell[] {
  const wire = asker.wireOf(dialect);
  if (wire === undefined) return [];
  return rows.flatMap((row) => {
    const cell = cellAt(row, dialect, asker);
    if (cell === undefined || typeof cell === "string") return [];
    return [{ name: nameOf(row), cell, place: placeOf(asker, wire, row[1]) }];
  });
}

/** As the provider is asked. */
function placeOf({ mode, vectors, asStream, hedged }: Asker, wire: Wire, stage: Place["stage"]): Place {
  return {
    wire,
    mode: asStream ? "streamed" : mode,
    stage,
    ...(vectors && { vectors }),
    ...(asStream && { assembled: asStream }),
    ...(hedged && { hedged }),
  };
}

export interface Fault {
  asker: Asker;
  dialect: DialectName;
  cell: string;
  fault: string;
}

interface Part {
  asker: Asker;
  dialect: DialectName;
  cells: NamedCell[];
}

/** Gateways beside one another: most of the time each waits for its slowest cell. */
const AT_ONCE = 4;

/** What becomes of a cell; undefined where it is left out. */
type Change = (cell: NamedCell["cell"], asker: Asker) => NamedCell["cell"] | undefined;

/** `chosen`: by place in the whole matrix, which cells are run. */
export async function runMatrix(
  chosen: (at: number) => boolean = () => true,
  as: Change = (cell) => cell,
): Promise<{ ran: number; faults: Fault[] }> {
  let at = 0;
  const parts = askers
    .flatMap((asker) => dialectNames.map((dialect): Part => ({ asker, dialect, cells: cellsOf(dialect, asker) })))
    .map((part) => ({ ...part, cells: part.cells.filter(() => chosen(at++)) }))
    .map((part) => ({ ...part, cells: part.cells.flatMap((named) => changed(named, part.asker, as)) }))
    .filter(({ cells }) => cells.length > 0);
  const faults: Fault[] = [];
  const left = parts.values();
  const some = async (): Promise<void> => {
    for (const part of left) faults.push(...(await faultsOf(part)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, some));
  return { ran: parts.reduce((sum, { cells }) => sum + cells.length, 0), faults };
}

function changed(named: NamedCell, asker: Asker, as: Change): NamedCell[] {
  const cell = as(named.cell, asker);
  return cell ? [{ ...named, cell }] : [];
}

async function faultsOf({ asker, dialect, cells }: Part): Promise<Fault[]> {
  const found = await runCells(cells, dialect, asker);
  return [...found].map(([cell, fault]) => ({ asker, dialect, cell, fault }));
}
