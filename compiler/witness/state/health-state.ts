import type { Health } from "../../../schemas/state.ts";
import type { Part } from "../part.ts";
import { type AskedColumn, mayBeMissing } from "./asked-column.ts";
import { isAmong } from "./cell-of.ts";

const healths: readonly Health[] = ["up", "degraded", "down"];

/** How a target is doing, unless that may be missing. */
export function healthState([asked]: readonly AskedColumn[]): Part<Health | undefined> {
  if (!asked || mayBeMissing(asked)) return { kind: "values", values: undefined };
  const found = healths.find((health) => isAmong(asked.cells, asked.column, health));
  return found ? { kind: "values", values: found } : { kind: "conflict", keys: [asked.key] };
}
