import { StoreError } from "../store.ts";
import type { SqliteOptions } from "./sqlite-file.ts";

/** Milliseconds after which a call gives up. */
const PATIENCE = 1_000;

/** `sqlite:<file>`, or `sqlite:<file>?synchronous=full`. `example`: a place that is written well. */
export function sqliteOptions(place: string, said: { option?: string; example: string }): SqliteOptions {
  const text = place.slice("sqlite:".length);
  const [file = "", settings = ""] = text.split("?");
  if (file === "") throw new StoreError("settings", `The store sqlite: names no file: write ${said.example}.`);
  // As it is often written elsewhere, where it would be a file of the topmost folder here.
  if (/^\/\/[^/]/.test(file))
    throw new StoreError(
      "settings",
      `The store sqlite:${file} is written without the slashes: sqlite:${file.slice(2)}.`,
    );
  if (!["", "synchronous=normal", "synchronous=full"].includes(settings))
    throw new StoreError(
      "settings",
      `Of the store sqlite:${text}, ?${settings} is unknown: it may be ?synchronous=full.`,
    );
  return { file, isPowerSafe: settings === "synchronous=full", patience: PATIENCE, option: said.option };
}
