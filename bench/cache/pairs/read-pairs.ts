/**
 * Pairs of questions, written by hand: what the guard and the thresholds are tuned on, and as many that they are judged by. Lines of JSON.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Half = "tuned" | "sealed";

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

/** Of `sealed.jsonl`, from before the first run on it. */
export const SEALED_SHA256 = "9a9ebc9c22bee156b200b0774efd74a17bec46b88ed2c4243426707c9753e5b4";

export function pairsFile(half: Half): string {
  return join(import.meta.dirname, `${half}.jsonl`);
}

export function readPairs(half: Half): Pair[] {
  const lines = readFileSync(pairsFile(half), "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as Pair);
}
