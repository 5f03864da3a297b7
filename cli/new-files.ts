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
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(path), { recursive: true });
    writeText(path, text);
  }
}
