import { oneOf, readArguments } from "../arguments.ts";
import type { Terminal } from "../command.ts";
import { keyOfId, withKeys } from "./change-key.ts";
import { placed } from "./key-options.ts";
import { keyTable, keyText, shownKey } from "./key-report.ts";

export async function listKeys(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = readArguments(args, placed);
  const format = oneOf("--format", values.format, ["table", "json"]);
  const all = await withKeys(values.state, false, (keys) => keys.list());
  const shown = all.toSorted((one, other) => one.created - other.created).map((key) => shownKey(key, Date.now()));
  terminal.out(format === "json" ? JSON.stringify(shown, undefined, 2) : keyTable(shown));
  return 0;
}

export async function showKey(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readArguments(args, placed, ["the key's id"]);
  const format = oneOf("--format", values.format, ["table", "json"]);
  const key = await withKeys(values.state, false, (keys) => keyOfId(keys, positionals[0]!));
  terminal.out(keyText(shownKey(key, Date.now()), format));
  return 0;
}
