/** Texts that nobody tuned on: what is on this machine, by kind, and what a seed makes. */
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

const PER_KIND = 6;
const LENGTH = 2_500;

export function machineTexts(random: Seeded): Sample[] {
  const kinds = new Map<string, string[]>();
  const note = (kind: string, path: string) => kinds.set(kind, [...(kinds.get(kind) ?? []), path]);
  for (const path of filesBelow("/usr/share/man", 4)) note(`manual ${path.split("/")[4]}`, path);
  for (const path of filesBelow("/usr/share/locale", 4)) note(`translation ${path.split("/")[4]}`, path);
  for (const root of ["/usr/share", "/usr/lib/python3", "/usr/include", "node_modules"]) {
    for (const path of filesBelow(root, 6)) if (extensions.has(extname(path))) note(`file ${extname(path)}`, path);
  }
  return [...kinds].flatMap(([kind, paths]) => {
    const texts = shuffled(paths, random)
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

function pieceOf(text: string, random: Seeded): string[] {
  if (text.length < 1_000 || text.includes("\0")) return [];
  const from = text.length <= LENGTH ? 0 : random.integer(text.length - LENGTH);
  return [text.slice(from, from + LENGTH)];
}

function readText(path: string): string {
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

function filesBelow(folder: string, depth: number): string[] {
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

/** Random and adversarial ones: of every block of Unicode, runs of one sign, mixes, and what encoders print. */
export function madeTexts(random: Seeded): Sample[] {
  const made: Sample[] = [];
  const add = (kind: string, text: string) => made.push({ kind, text, natural: false });
  const from = (units: readonly string[], length = 800) =>
    Array.from({ length }, () => units[random.integer(units.length)]!).join("");
  for (let block = 0; block < 0x10000; block += 0x400) {
    if (block >= 0xd800 && block < 0xe000) continue;
    const units = Array.from({ length: 0x400 }, (_, i) => String.fromCharCode(block + i));
    add(`block ${block.toString(16)}`, from(units));
  }
  for (let plane = 0x10000; plane < 0x30000; plane += 0x4000) {
    const units = Array.from({ length: 0x4000 }, (_, i) => String.fromCodePoint(plane + i));
    add(`block ${plane.toString(16)}`, from(units));
  }
  const repeated = [
    "a",
    "=",
    " ",
    "\n",
    "\t",
    "\r\n",
    "7",
    "é",
    "中",
    "🙂",
    "\u00a0",
    "aB",
    "a1",
    "!?",
    "{}",
    "\\",
    "\u0301",
    "।",
  ];
  for (const unit of repeated) add(`repeated ${JSON.stringify(unit)}`, unit.repeat(100 + random.integer(800)));
  const bytes = () => Buffer.from(Array.from({ length: 1_000 }, () => random.integer(256)));
  add("base64", bytes().toString("base64"));
  add("hex", bytes().toString("hex"));
  add("mixed", from(["a", "B", "1", " ", "\n", ".", "é", "ж", "中", "\t", "🙂", "_", "\u200b"]));
  return made;
}

function shuffled<T>(list: readonly T[], random: Seeded): T[] {
  const mixed = [...list];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
  }
  return mixed;
}
