/** Changes to the text of a models.yaml; what is not changed stays as it is written, comments included. */
import type { ModelEntry } from "../../schemas/catalog.ts";
import { printModel } from "./print-model.ts";

export interface ModelsEdit {
  /** The new `asOf`. */
  readonly asOf: string;
  /** Entries that are new or changed, whole. */
  readonly models: ReadonlyMap<string, ModelEntry>;
}

const idLine = /^ {2}(?:"([^"\\]+)"|([A-Za-z][\w./@-]*)):$/;

export function editModels(text: string, { asOf, models }: ModelsEdit): string {
  const lines = text.trimEnd().split("\n");
  const start = lines.indexOf("models:") + 1;
  const head = lines.slice(0, start).map((line) => (line.startsWith("asOf: ") ? `asOf: ${asOf}` : line));
  const entries = split(lines.slice(start));
  for (const [id, model] of models) {
    const written = entries.get(id) ?? [];
    const before = written.filter((line) => /^ {2}#/.test(line));
    entries.set(id, [...before, ...printModel(id, model, comments(written))]);
  }
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry.join("\n"));
  return `${[...head, sorted.join("\n\n")].join("\n")}\n`;
}

/** Those inside an entry, by the key that they stand before. */
function comments(entry: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let waiting: string[] = [];
  for (const line of entry) {
    if (/^ {3,}#/.test(line)) waiting.push(line);
    const key = /^ {4}(\w+):/.exec(line)?.[1];
    if (key === undefined || waiting.length === 0) continue;
    found.set(key, waiting);
    waiting = [];
  }
  return found;
}

/** By id: its lines, without the empty ones around it. A comment before an id belongs to it. */
function split(lines: readonly string[]): Map<string, string[]> {
  const entries = new Map<string, string[]>();
  let before: string[] = [];
  let entry: string[] | undefined;
  for (const line of lines) {
    const match = idLine.exec(line);
    const id = match?.[1] ?? match?.[2];
    if (id !== undefined) {
      entry = [...before, line];
      before = [];
      entries.set(id, entry);
    } else if (/^ {2}#/.test(line)) before.push(line);
    else if (line.trim() !== "") entry?.push(line);
  }
  return entries;
}
