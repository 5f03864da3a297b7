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
  /** Whose requests come first when there are too many: the higher. Absent: 0. */
  priority?: number;
}

/** SHA-256, hex. */
export function hashKey(key: string): string {
  return hash("sha256", key, "hex");
}

/**
 * Answers the record of the key that a request carries in `Authorization` or, as some clients do, in `x-api-key`; or nothing.
 * `connection`: what it came over, where more will come over it.
 */
export type KeyCheck = (headers: IncomingHttpHeaders, connection?: object) => KeyRecord | undefined;

/** Everyone, without a key: for a listener on loopback. */
export const openKey: KeyRecord = { id: "open", hash: "", tags: [] };

export function keyCheck(keys: readonly KeyRecord[] | "open"): KeyCheck {
  if (keys === "open") return (headers) => (isLocal(headers) ? openKey : undefined);
  const byHash = new Map(keys.map((record) => [record.hash.toLowerCase(), record]));
  const last = new WeakMap<object, { presented: string; record: KeyRecord }>();
  // How long a look-up takes tells of the hash of what was presented, which says nothing about any key.
  return (headers, connection) => {
    const presented = presentedKey(headers);
    if (presented === undefined) return undefined;
    const known = connection && last.get(connection);
    if (known && isSame(known.presented, presented)) return known.record;
    const record = byHash.get(hashKey(presented));
    if (record !== undefined && connection !== undefined) last.set(connection, { presented, record });
    return record;
  };
}

/** In a time that says nothing of how much of them is alike: clients of one proxy may share a connection. */
function isSame(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let i = 0; i < one.length; i++) difference |= one.charCodeAt(i) ^ other.charCodeAt(i);
  return difference === 0;
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
