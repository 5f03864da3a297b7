/** The hash that names a table and shows that nobody altered it. */
import { createHash } from "node:crypto";
import { canonicalJson } from "./canonical.ts";

/** `sha256-<hex>` over the canonical JSON of the table without its `hash` field, so however the file is laid out. */
export function tableHash(table: object): string {
  const json = canonicalJson({ ...table, hash: undefined });
  return `sha256-${createHash("sha256").update(json).digest("hex")}`;
}
