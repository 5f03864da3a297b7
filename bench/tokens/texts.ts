/** Pieces of the texts that are on this machine, by kind. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Seeded } from "../fuzz/seeded.ts";
import { translationsOf } from "./translations.ts";

export interface Sample {
  readonly kind: string;
  readonly text: string;
  readonly natural: boolean;
}

const PER_KIND = 8;
const LENGTH = 2_500;
const SHORT = [40, 400] as const;

export function machineTexts(random: Seeded): Sample[] {
  const kinds = new Map<string, string[]>();
  const note = (kind: string, path: string) => kinds.set(kind, [...(kinds.get(kind) ?? []), path]);
  for (const path of filesBelow("/usr/share/man", 4)) note(`manual ${path.split("/")[4]}`, path);
  for (const path of filesBelow("/usr/share/locale", 4)) note(`translation ${path.split("/")[4]}`, path);
  for (const root of ["/usr/share", "/usr/lib/python3", "/usr/include", "node_modules"]) {
    for (const path of filesBelow(root, 6)) if (extensions.has(extname(path))) note(`file ${extname(path)}`, path);
  }
  return [...kinds].flatMap(([kind, paths]) => {
    const texts = shuffled(paths.sort(), random)
      .slice(0, PER_KIND * 4)
      .flatMap((path) => pieceOf(readText(path), random));
    return texts.slice(0, PER_KIND).map((text) => ({ kind, text, natural: true }));
  });
}

const extensions = new Set(
  ".ts .js .mjs .json .md .py .pl .pm .h .c .hpp .sh .css .html .xml .yaml .yml .toml .txt .rst .conf .svg .sql .map .php .cmake .vim .awk .tcl .el .pod".split(
    " ",
  ),
);

/** Two of them, one of a message's length; none where there is little. */
export function pieceOf(text: string, random: Seeded): string[] {
  if (text.length < 1_000 || text.includes("\0")) return [];
  const piece = (length: number) => {
    const from = text.length <= length ? 0 : random.integer(text.length - length);
    return text.slice(from, from + length).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, "");
  };
  return [piece(LENGTH), piece(SHORT[0] + random.integer(SHORT[1]))];
}

export function readText(path: string): string {
  try {
    if (statSync(path).size > 3_000_000) return "";
    const bytes = readFileSync(path);
    if (path.endsWith(".mo")) return translationsOf(bytes);
    const text = path.endsWith(".gz") ? gunzipSync(bytes) : bytes;
    return new TextDecoder("utf-8", { fatal: true }).decode(text);
  } catch {
    return "";
  }
}

export function filesBelow(folder: string, depth: number): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isFile()) return [path];
      return entry.isDirectory() && depth > 0 ? filesBelow(path, depth - 1) : [];
    });
  } catch {
    return [];
  }
}

export function shuffled<T>(list: readonly T[], random: Seeded): T[] {
  const mixed = [...list];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
  }
  return mixed;
}
