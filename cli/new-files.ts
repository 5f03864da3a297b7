/** Files that a command makes: never over something that is there, unless told. */
import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { writeText } from "./files.ts";
import { UsageError } from "./usage-error.ts";

/** Makes the folders, too. Throws a `UsageError` before anything is written when a file is there and `force` is not set. */
export function writeNewFiles(files: Readonly<Record<string, string>>, force: boolean): void {
  const there = Object.keys(files).filter((path) => existsSync(path));
  if (there.length > 0 && !force) {
    const names = there.map((path) => `\`${path}\``).join(", ");
    throw new UsageError(`${names} ${there.length === 1 ? "is" : "are"} there already; --force overwrites`);
  }
  for (const [path, text] of Object.entries(files)) writeNew(path, text);
}

/** Files that others may have made: those that are there are left alone, and named in the answer. */
export function writeIfAbsent(files: Readonly<Record<string, string>>): string[] {
  const left = Object.keys(files).filter((path) => existsSync(path));
  for (const [path, text] of Object.entries(files)) if (!left.includes(path)) writeNew(path, text);
  return left;
}

function writeNew(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeText(path, text);
}
