/** The epoch of the file, and its doubt. All within a transaction of the caller's. */
import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { type Met, MOST_PAST } from "../epochs.ts";
import { dropFact, getFact, setFact } from "./sqlite-facts.ts";

export interface Meeting {
  /** The epoch that the caller knows. */
  readonly known: string;
  /** It is not the file that the caller had open. */
  readonly isReplaced: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export function epochOf(database: DatabaseSync): Met {
  const doubt = getFact(database, "doubt");
  return { epoch: String(getFact(database, "epoch")), doubt: typeof doubt === "number" ? doubt : undefined };
}

/** A copy of the same file has the epoch of what it is a copy of. */
export function meetFile(database: DatabaseSync, { known, isReplaced, now }: Meeting): Met {
  const { epoch, doubt } = epochOf(database);
  if ((epoch === known && !isReplaced) || pastOf(database).includes(known)) return { epoch, doubt };
  setFact(database, "doubt", Math.max(doubt ?? now, now));
  turn(database, [known, epoch]);
  return epochOf(database);
}

export function settleFile(database: DatabaseSync): Met {
  const { epoch, doubt } = epochOf(database);
  if (doubt === undefined) return { epoch, doubt };
  dropFact(database, "doubt");
  turn(database, [epoch]);
  return epochOf(database);
}

/** To a new epoch. */
function turn(database: DatabaseSync, before: readonly string[]): void {
  const past = [...new Set([...pastOf(database), ...before])].slice(-MOST_PAST);
  setFact(database, "past", past.join(" "));
  setFact(database, "epoch", randomUUID());
}

function pastOf(database: DatabaseSync): readonly string[] {
  return String(getFact(database, "past") ?? "").split(" ");
}
