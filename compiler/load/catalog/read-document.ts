/** One YAML file of the catalog, or of what else is written by hand: read, parsed, checked against its schema. */
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import type * as z from "zod";
import { CatalogError, type CatalogProblem } from "./catalog-error.ts";

/** A file that was read and checked; `refuse` throws a `CatalogError` at the place of a key. */
export interface CatalogDocument<T> {
  readonly value: T;
  refuse(path: readonly PropertyKey[], message: string): never;
}

/** Throws a `CatalogError` with every problem that was found. */
export function readDocument<T>(path: string, schema: z.ZodType<T>): CatalogDocument<T> {
  const file = relative(process.cwd(), path);
  const lines = new LineCounter();
  const document = parseDocument(readText(path, file), { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    throw new CatalogError(
      document.errors.map((error) => ({
        file,
        line: lines.linePos(error.pos[0]).line,
        message: sentence(error.message),
      })),
    );
  }
  const problem = (at: readonly PropertyKey[], message: string): CatalogProblem => {
    const line = lineOf(document, lines, at);
    return { file, ...(line === undefined ? {} : { line }), message: withPath(at, message) };
  };
  const checked = schema.safeParse(document.toJS());
  if (!checked.success) throw new CatalogError(checked.error.issues.flatMap((issue) => fromIssue(issue, problem)));
  return {
    value: checked.data,
    refuse(at, message) {
      throw new CatalogError([problem(at, message)]);
    },
  };
}

function readText(path: string, file: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : error;
    throw new CatalogError([{ file, message: code === "ENOENT" ? "the file is missing" : `cannot be read (${code})` }]);
  }
}

function fromIssue(
  issue: z.core.$ZodIssue,
  problem: (at: readonly PropertyKey[], message: string) => CatalogProblem,
): CatalogProblem[] {
  if (issue.code === "unrecognized_keys") {
    const message = issue.message.startsWith("Unrecognized key") ? "unknown key" : issue.message;
    return issue.keys.map((key) => problem([...issue.path, key], message));
  }
  return [problem(issue.path, sentence(issue.message.replace(/^Invalid (input|option): /, "")))];
}

function withPath(at: readonly PropertyKey[], message: string): string {
  return at.length === 0 ? message : `${at.map(String).join(".")}: ${message}`;
}

/** The line of the key, or of the nearest key around it that is written. */
function lineOf(document: Document, lines: LineCounter, at: readonly PropertyKey[]): number | undefined {
  for (let length = at.length; length > 0; length--) {
    const parent = document.getIn(at.slice(0, length - 1), true);
    const last = at[length - 1];
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === last)
      : undefined;
    const node = pair ? pair.key : document.getIn(at.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return document.contents?.range ? lines.linePos(document.contents.range[0]).line : undefined;
}

function sentence(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
