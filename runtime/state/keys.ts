/** The callers' keys. Only hashes are held; a presented key is hashed and looked up by its hash. */
import { hash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { TableRoute } from "../../schemas/table.ts";
import { isOfEnv } from "../../semantics/is-of-env.ts";
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
  /** Where its requests may come from: addresses, or networks as `10.0.0.0/8`; absent: anywhere. */
  addresses?: string[];
  /** Targets that it may call, as `provider/model`, where `*` stands for any text; absent: all. */
  targets?: string[];
  /** Not valid from then on; milliseconds since 1970. */
  expires?: number;
}

/** SHA-256, hex. */
export function hashKey(key: string): string {
  return hash("sha256", key, "hex");
}

/** Why a key does not open. `id`: of the key, where it is known. */
export interface KeyFault {
  readonly fault: "missing" | "unknown" | "expired" | "revoked" | "replaced" | "elsewhere" | "unchecked";
  readonly id?: string;
}

/**
 * Answers the record of the key that a request carries in `Authorization` or, as some clients do, in `x-api-key`; or why there is
 * none. `connection`: what it came over, where more will come over it. `peer`: the address that it came from.
 */
export type KeyCheck = (headers: IncomingHttpHeaders, connection?: object, peer?: string) => KeyRecord | KeyFault;

/** What a hash opens. */
export interface OpenedKey {
  readonly record: KeyRecord;
  /** Absent: always, and from anywhere. */
  readonly terms?: KeyTerms;
}

export interface KeyTerms {
  /** Why it does not open just now, from there. */
  fault(peer: string | undefined): KeyFault | undefined;
}

/** By the hash, in lower case. */
export type OpenedKeys = ReadonlyMap<string, OpenedKey>;

/** Everyone, without a key: for a listener on loopback. */
export const openKey: KeyRecord = { id: "open", hash: "", tags: [] };

export const openCheck: KeyCheck = (headers) => (isLocal(headers) ? openKey : noKey(presentedKey(headers)));

/** The keys that open; others may take their place while requests come. */
export class KeyRing {
  #keys: OpenedKeys;
  #last = new WeakMap<object, { presented: string; opened: OpenedKey }>();

  constructor(keys: OpenedKeys) {
    this.#keys = keys;
  }

  /** From the next request on, also over connections that are open. */
  replace(keys: OpenedKeys): void {
    this.#keys = keys;
    this.#last = new WeakMap();
  }

  // How long a look-up takes tells of the hash of what was presented, which says nothing about any key.
  readonly check: KeyCheck = (headers, connection, peer) => {
    const presented = presentedKey(headers);
    if (presented === undefined) return noKey(undefined);
    const known = connection && this.#last.get(connection);
    if (known && isSame(known.presented, presented)) return settled(known.opened, peer);
    const opened = this.#keys.get(hashKey(presented));
    if (opened === undefined) return noKey(presented);
    if (connection !== undefined) this.#last.set(connection, { presented, opened });
    return settled(opened, peer);
  };
}

/** Of keys without terms. */
export function openedKeys(keys: readonly KeyRecord[]): Map<string, OpenedKey> {
  return new Map(keys.map((record) => [record.hash.toLowerCase(), { record }]));
}

function settled({ record, terms }: OpenedKey, peer: string | undefined): KeyRecord | KeyFault {
  return terms?.fault(peer) ?? record;
}

function noKey(presented: string | undefined): KeyFault {
  return { fault: presented === undefined ? "missing" : "unknown" };
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

/** For a key that may not, the route is not there. */
export function mayUseRoute(key: KeyRecord, { name, env }: Pick<TableRoute, "name" | "env">): boolean {
  return (key.routes === undefined || key.routes.includes(name)) && isOfEnv(key.env, env);
}

/** A page from elsewhere, opened in a browser on this machine, is not a local caller. */
function isLocal({ host, origin }: IncomingHttpHeaders): boolean {
  return [host && `http://${host}`, origin].every((url) => url === undefined || isLocalUrl(url));
}

function isLocalUrl(url: string): boolean {
  return URL.canParse(url) && isLoopback(new URL(url).hostname.replace(/^\[|\]$/g, ""));
}
