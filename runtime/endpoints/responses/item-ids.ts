/** Ids of items. A short one names; one with content carries it, sealed. */
import { randomBytes } from "node:crypto";
import type { Seal, Sealed } from "./sealed.ts";

/** What an id begins with: a message, reasoning, a call, a free-form call. */
export type IdKind = "msg" | "rs" | "fc" | "ctc";

/** Stands before what is sealed; short ids have no such sign. */
const MARK = "1-";

export function shortId(kind: IdKind | "resp"): string {
  return `${kind}_${randomBytes(16).toString("hex")}`;
}

export function sealedId(kind: IdKind, seal: Seal, sealed: Sealed): string {
  return `${kind}_${MARK}${seal.close(sealed)}`;
}

/** The sealed text of an id that carries content. */
export function sealedIn(id: string): string | undefined {
  return /^(?:msg|rs|fc|ctc)_1-([\w-]+)$/.exec(id)?.[1];
}
