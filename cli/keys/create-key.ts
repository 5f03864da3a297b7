import { randomBytes } from "node:crypto";
import { hashKey } from "../../runtime/state/keys.ts";
import { oneOf, readArguments } from "../arguments.ts";
import type { Terminal } from "../command.ts";
import { newKey } from "../new-key.ts";
import { addKey, withKeys } from "./change-key.ts";
import { carried, carriedOf, named, placed } from "./key-options.ts";
import { shownKey } from "./key-report.ts";
import { printNew } from "./print-new.ts";

export async function createKey(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = readArguments(args, options);
  const format = oneOf("--format", values.format, ["table", "json"]);
  const now = Date.now();
  const key = newKey();
  const id = named("id", values.id) ?? `key-${randomBytes(5).toString("hex")}`;
  const record = { id, hash: hashKey(key), ...carriedOf(values, now), created: now };
  await withKeys(values.state, true, (keys) => addKey(keys, record));
  printNew({ key, shown: shownKey(record, now), format, said: "made" }, terminal);
  return 0;
}

const options = {
  ...carried,
  ...placed,
  id: { type: "string" },
} as const;
