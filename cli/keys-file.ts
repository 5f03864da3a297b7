/** The callers' keys of `serve --keys`: a JSON list. Messages never quote a value, which may be a secret. */

import { networkOf } from "../runtime/networks.ts";
import type { KeyRecord } from "../runtime/state/keys.ts";
import { MOST_PRIORITY } from "../schemas/priority.ts";
import { patternFault } from "../semantics/target-patterns.ts";
import { readText } from "./files.ts";
import { UsageError } from "./usage-error.ts";

/** Throws a `UsageError` that names the entry and the field. */
export function readKeysFile(path: string): KeyRecord[] {
  const list = parse(readText(path, "the keys file"), path);
  if (!Array.isArray(list)) throw new UsageError(`${path} must hold a list of keys: [{ "id": "…", "hash": "…" }]`);
  if (list.length === 0) throw new UsageError(`${path} holds no key, so nobody could call`);
  const entries = list.map((value: unknown, index) => entry(value, `${path}, key ${index + 1}`));
  for (const field of ["id", "hash"] as const) refuseTwins(entries, field, path);
  return entries;
}

type Kind = "text" | "texts" | "flag" | "hash" | "rank" | "networks" | "patterns" | "time";

const fields: Readonly<Record<keyof KeyRecord, Kind>> = {
  id: "text",
  hash: "hash",
  team: "text",
  env: "text",
  tags: "texts",
  routes: "texts",
  direct: "flag",
  priority: "rank",
  addresses: "networks",
  targets: "patterns",
  expires: "time",
};

const kinds: Readonly<Record<Kind, { fits(value: unknown): boolean; says: string }>> = {
  text: { fits: (value) => typeof value === "string" && value !== "", says: "a text" },
  texts: {
    fits: isTexts,
    says: "a list of texts",
  },
  flag: { fits: (value) => typeof value === "boolean", says: "true or false" },
  rank: {
    fits: (value) => Number.isInteger(value) && Math.abs(value as number) <= MOST_PRIORITY,
    says: `a whole number from -${MOST_PRIORITY} to ${MOST_PRIORITY}`,
  },
  networks: {
    fits: (value) => isTexts(value) && value.every((text) => !("fault" in networkOf(text))),
    says: 'a list of addresses or networks, as ["192.0.2.7", "10.0.0.0/8", "2001:db8::/32"]',
  },
  patterns: {
    fits: (value) => isTexts(value) && value.every((text) => patternFault(text) === undefined),
    says: 'a list of targets, as ["provider/model", "provider/*"]',
  },
  time: {
    fits: (value) => typeof value === "string" && /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value)),
    says: 'a date or a time, as "2027-01-31" or "2027-01-31T12:00:00Z"',
  },
  hash: {
    fits: (value) => typeof value === "string" && /^[0-9a-f]{64}$/i.test(value),
    says: 'the SHA-256 of the key, 64 hex digits, as `printf %s "$KEY" | sha256sum` prints it',
  },
};

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${path} is not JSON`);
  }
}

function entry(value: unknown, where: string): KeyRecord {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UsageError(`${where} must be an object: { "id": "…", "hash": "…" }`);
  }
  for (const [name, held] of Object.entries(value)) {
    if (!Object.hasOwn(fields, name)) {
      throw new UsageError(`${where} has an unknown field; there are ${Object.keys(fields).join(", ")}`);
    }
    const kind = kinds[fields[name as keyof KeyRecord]];
    if (!kind.fits(held)) throw new UsageError(`${where}: \`${name}\` must be ${kind.says}`);
  }
  for (const name of ["id", "hash"]) {
    if (!Object.hasOwn(value, name)) throw new UsageError(`${where}: \`${name}\` is missing`);
  }
  const { expires, ...record } = value as Omit<KeyRecord, "tags" | "expires"> & { expires?: string };
  return { tags: [], ...record, ...(expires !== undefined && { expires: Date.parse(expires) }) };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function refuseTwins(entries: readonly KeyRecord[], field: "id" | "hash", path: string): void {
  const seen = new Map<string, number>();
  for (const [index, { [field]: value }] of entries.entries()) {
    const earlier = seen.get(value.toLowerCase());
    if (earlier !== undefined) {
      throw new UsageError(`${path}: keys ${earlier + 1} and ${index + 1} have the same \`${field}\``);
    }
    seen.set(value.toLowerCase(), index);
  }
}
