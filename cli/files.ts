import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { UsageError } from "./usage-error.ts";

/** Throws a `UsageError` that calls the file `what`. */
export function readText(path: string, what: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`${what} \`${path}\` ${reason(error)}`);
  }
}

/** The text of a file, or undefined when there is none. */
export function readTextIfAny(path: string, what: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw new UsageError(`${what} \`${path}\` ${reason(error)}`);
  }
}

/** Readers see the old text or the new one, never a part. */
export function writeText(path: string, text: string): void {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (error) {
    throw new UsageError(`\`${path}\` cannot be written: its directory ${reason(error)}`);
  }
}

/** Behind what is there. */
export function appendText(path: string, text: string): void {
  try {
    appendFileSync(path, text);
  } catch (error) {
    throw new UsageError(`\`${path}\` cannot be written: it ${reason(error)}`);
  }
}

/** With the folders that it is in. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new UsageError(`the folder \`${path}\` cannot be made: it ${reason(error)}`);
  }
}

function reason(error: unknown): string {
  switch (codeOf(error)) {
    case "ENOENT":
      return "does not exist";
    case "EEXIST":
    case "ENOTDIR":
      return "is a file, or in one";
    case "EISDIR":
      return "is a directory, not a file";
    case "EACCES":
    case "EPERM":
      return "may not be accessed: check its permissions";
    default:
      return `cannot be used (${codeOf(error)})`;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : error;
}
