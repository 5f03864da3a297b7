import { StoreError } from "../store.ts";

export interface RedisOptions {
  /** For the client: with what opens it, without our own parameters. */
  readonly url: string;
  /** For messages: without what opens it. */
  readonly name: string;
  /** What all keys begin with. */
  readonly prefix: string;
  /** What an operator says is so, where the server does not. */
  readonly vouched: ReadonlySet<string>;
  /** Milliseconds for one call. */
  readonly patience: number;
}

const PATIENCE = 1_000;
const vouchable = ["persistence", "eviction", "cluster", "version"];

/**
 * `redis[s]://…`, with `?prefix=`, `?vouch=` and `?timeout=` of ours. `layout`: of the keys below the prefix, another one for another use or another
 * release, so that two never share a key.
 */
export function redisOptions(text: string, layout: string): RedisOptions {
  if (!URL.canParse(text)) throw new StoreError("settings", UNREADABLE);
  const url = new URL(text);
  const name = `${url.protocol}//${url.host}${url.pathname}`;
  const settings = new Map(url.searchParams);
  checkAddress(url);
  url.search = "";
  const wrong = (why: string): StoreError => new StoreError("settings", `Of the store ${name}, ${why}.`);
  for (const setting of settings.keys())
    if (!["prefix", "vouch", "timeout"].includes(setting))
      throw wrong(`?${setting} is unknown: it may have prefix, vouch and timeout`);
  const prefix = settings.get("prefix") ?? "pointsman";
  if (!/^[\w.:-]+$/.test(prefix)) throw wrong("the prefix may have letters, digits and . : _ -");
  const vouched = (settings.get("vouch") ?? "").split(",").filter((one) => one !== "");
  const other = vouched.find((one) => !vouchable.includes(one));
  if (other !== undefined) throw wrong(`nobody can vouch for ${other}, but for ${vouchable.join(", ")}`);
  const patience = Number(settings.get("timeout") ?? PATIENCE);
  if (!(patience >= 10 && patience <= 60_000)) throw wrong("the timeout is from 10 to 60000 milliseconds");
  // In braces: what a cluster keeps together.
  return { url: url.href, name, prefix: `{${prefix}}:${layout}:`, vouched: new Set(vouched), patience };
}

const UNREADABLE =
  "The store's URL cannot be read: write redis://host:6379, with a password redis://:password@host:6379, and its signs % # / ? @ as %25 %23 %2F %3F %40.";

function checkAddress({ hostname, pathname, username, password, hash }: URL): void {
  // Without a host this machine's would be asked.
  if (hostname === "") throw new StoreError("settings", "The store's URL names no host: write redis://host:6379.");
  if (hash !== "" || !isEscaped(username) || !isEscaped(password)) throw new StoreError("settings", UNREADABLE);
  if (!/^\/?\d{0,6}$/.test(pathname))
    throw new StoreError(
      "settings",
      `Of the store at ${hostname}, ${pathname} is no database: it has a number, as redis://${hostname}/0.`,
    );
}

function isEscaped(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
