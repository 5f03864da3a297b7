/**
 * Pairs of questions, written by hand: what the guard and the threshold are tuned on, and those that they are judged by. Lines of JSON.
 * What is sealed is opened by its first run: from then on it is tuned on, and others are written. `tuned` and `opened-first` are halves of
 * what was written first.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export type PairSet = "tuned" | "opened-first" | "opened-second" | "opened-third" | "sealed";

export interface Pair {
  readonly kind: Kind;
  readonly language: "en" | "de" | "zh" | "code";
  /** Whether the answer to `kept` is a right and whole answer to `asked`. */
  readonly may: boolean;
  /** Was answered before. */
  readonly kept: string;
  /** Comes now. */
  readonly asked: string;
}

/** What the two differ by. */
export type Kind =
  | "number"
  | "negation"
  | "entity"
  | "direction"
  /** Most of the text is shared; what is to be worked on is small. */
  | "template"
  /** The same subject, another question. */
  | "topic"
  | "small rewrite"
  | "large rewrite"
  /** Spelling, case, politeness. */
  | "near-duplicate";

/** Of the files, from before the first run on them. */
export const SHA256 = {
  "opened-first": "9a9ebc9c22bee156b200b0774efd74a17bec46b88ed2c4243426707c9753e5b4",
  "opened-second": "461fe1a7551b754ef816fed7cb87f3a95669d9d6a77d0537f52ce2dd714982df",
  "opened-third": "29b4bf2bd66038bd88bb77c7fa90b41c8995505493aa55364d0794e273387907",
  sealed: "f562482bf351e25e965819f9cc61cd56ff7887ba277bdd0b962d9ee0db8ce57a",
} as const;

export function pairsFile(set: PairSet): string {
  return join(import.meta.dirname, `${set}.jsonl`);
}

export function readPairs(set: PairSet): Pair[] {
  const lines = readFileSync(pairsFile(set), "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as Pair);
}

/** In the order of the recorded vectors. */
export function allPairs(): Pair[] {
  const sets: readonly PairSet[] = ["tuned", "opened-first", "opened-second", "opened-third", "sealed"];
  return sets.flatMap(readPairs);
}
