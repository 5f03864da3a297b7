/** What a client has seen of one cell, held against what it may see. */
import type { Reply } from "../../runtime/running.ts";
import type { Asker, Read } from "./askers.ts";
import type { Cell, Outcome } from "./place.ts";

export interface Seen {
  /** Or why the connection to the gateway ended. */
  reply: Reply | string;
  attempts: readonly { target: string; failure?: string }[];
  /** How often the provider that fails, and the healthy one, were asked. */
  asked: number;
  askedWell: number;
  /** A connection to the provider that failed stays. */
  lingers: boolean;
  /** Milliseconds until the client had all. */
  ms: number;
}

/** Every limit of a cell is far below it, but for those that nothing should ever wait for. */
const LATE = 6_000;

/** What is wrong, in words; undefined: nothing. */
export function faultOf({ cell }: { cell: Cell }, seen: Seen, asker: Asker): string | undefined {
  const outcome = outcomeSeen(cell, seen, asker);
  if (outcome !== cell.outcome) return `${outcome}, not ${cell.outcome}`;
  // Of two at once the one that answers may be told first.
  const first = seen.attempts.find(({ target }) => !target.startsWith("well/"));
  const rest = seen.attempts.filter((attempt) => attempt !== first);
  if (first?.failure !== cell.failure) return `taken for ${first?.failure ?? "an answer"}, not ${cell.failure}`;
  const others = cell.outcome === "falls back" ? 1 : 0;
  if (rest.length !== others || seen.askedWell !== others)
    return `the healthy target was asked ${seen.askedWell} times, and ${rest.length} tries are told`;
  if (seen.asked !== (cell.closed ? 0 : 1)) return `the provider was asked ${seen.asked} times`;
  if (seen.ms > LATE) return `it ended after ${Math.round(seen.ms)} ms`;
  return seen.lingers ? "its connection stays" : undefined;
}

function outcomeSeen({ leaves, status }: Cell, { reply }: Seen, asker: Asker): Outcome | string {
  if (typeof reply === "string") return leaves ? "gone" : `no answer (${reply})`;
  let read: Read;
  try {
    read = asker.read(reply);
  } catch (error) {
    return `nothing that a client can read (${(error as Error).message})`;
  }
  const { text, clean, error } = read;
  const isSaid = status === undefined ? reply.status >= 400 : reply.status === status;
  if (reply.status !== 200) return isSaid && error !== undefined ? "told" : `${reply.status} ${error}`;
  if (clean && error === undefined && text === "healthy") return "falls back";
  if (clean && error === undefined && text === "Hello") return "answered";
  // What a provider says for as long as it may: the beginning is its own.
  if (!clean && error !== undefined && /^Hell*o?$|^Hel$/.test(text)) return "broken off";
  return `${clean ? "clean" : "unclean"}, error ${error}, "${text.slice(0, 50)}"`;
}
