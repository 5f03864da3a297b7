/** The callers' keys. Only hashes are held; a presented key is hashed and looked up by its hash. */
import { hash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { isLoopback } from "../loopback.ts";

export interface KeyRecord {
  id: string;
  /** `hashKey` of the key. */
  hash: string;
  team?: string;
  env?: string;
  tags: string[];
  /** Routes that the key may use; absent: all. */
  routes?: string[];
  /** May name `provider/model` instead of a route. */
  direct?: boolean;
}

/** SHA-256, hex. */
export function hashKey(key: string): string {
  return hash("sha256", key, "hex");
}

/** Answers the record of the key that a request carries in `Authorization` or, as some clients do, in `x-api-key`; or nothing. */
export type KeyCheck = (headers: IncomingHttpHeaders) => KeyRecord | undefined;

/** Everyone, without a key: for a listener on loopback. */
export const openKey: KeyRecord = { id: "open", hash: "", tags: [] };

export function keyCheck(keys: readonly KeyRecord[] | "open"): KeyCheck {
  if (keys === "open") return (headers) => (isLocal(headers) ? openKey : undefined);
  const byHash = new Map(keys.map((record) => [record.hash.toLowerCase(), record]));
  // How long a look-up takes tells of the hash of what was presented, which says nothing about any key.
  return (headers) => {
    const presented = presentedKey(headers);
    return presented === undefined ? undefined : byHash.get(hashKey(presented));
  };
}

/** Undefined where none is given. */
export function presentedKey({ authorization, "x-api-key": key }: IncomingHttpHeaders): string | undefined {
  if (!authorization) return typeof key === "string" && key !== "" ? key : undefined;
  return /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
}

export function mayUseRoute(key: KeyRecord, route: string): boolean {
  return key.routes === undefined || key.routes.includes(route);
}

/** A page from elsewhere, opened in a browser on this machine, is not a local caller. */
function isLocal({ host, origin }: IncomingHttpHeaders): boolean {
  return [host && `http://${host}`, origin].every((url) => url === undefined || isLocalUrl(url));
}

function isLocalUrl(url: string): boolean {
  return URL.canParse(url) && isLoopback(new URL(url).hostname.replace(/^\[|\]$/g, ""));
}
