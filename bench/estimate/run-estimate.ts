/**
 * Characters per second of the token estimator, on the texts that its accuracy is held to and on texts made to stall. In
 * seconds of the thread's own time, so that what else the machine does counts less.
 */
import { readdirSync, readFileSync } from "node:fs";
import { textTokens } from "../../semantics/tokens/text-tokens.ts";
import { type Spread, spread } from "../statistics.ts";

export interface EstimateResult {
  text: string;
  characters: number;
  /** As estimated. */
  tokens: number;
  /** Characters per second of the thread's time. */
  rate: Spread;
  /** Time per character at eight times the length, over that at the length: 1 is linear. */
  growth: Spread;
}

export interface EstimateOptions {
  quick: boolean;
  progress(text: string): void;
}

const LENGTH = 100_000;

export function runEstimate({ quick, progress }: EstimateOptions): EstimateResult[] {
  const { rounds, ms } = quick ? { rounds: 3, ms: 20 } : { rounds: 11, ms: 100 };
  return Object.entries({ ...fixtures(), ...stalling }).map(([name, sample]) => {
    progress(`estimate: ${name}`);
    const text = repeated(sample, LENGTH);
    const long = repeated(sample, LENGTH * 8);
    const pairs = Array.from({ length: rounds }, () => [charactersPerSecond(text, ms), charactersPerSecond(long, ms)]);
    return {
      text: name,
      characters: LENGTH,
      tokens: textTokens(text).expected,
      rate: spread(pairs.map(([short]) => short!)),
      growth: spread(pairs.map(([short, long]) => short! / long!)),
    };
  });
}

const stalling: Readonly<Record<string, string>> = {
  "only blanks": " ",
  "only a": "a",
  "only emoji": "🙂",
  "only digits": "7",
  "only signs": "!@#%^&*",
};

/** One text per kind. */
function fixtures(): Record<string, string> {
  const root = new URL("../../test/fixtures/tokens/", import.meta.url);
  const kinds = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return Object.fromEntries(
    kinds.map(({ name }) => {
      const files = readdirSync(new URL(`${name}/`, root)).sort();
      return [name, files.map((file) => readFileSync(new URL(`${name}/${file}`, root), "utf8")).join("\n")];
    }),
  );
}

function repeated(sample: string, length: number): string {
  const text = sample.repeat(Math.ceil(length / sample.length)).slice(0, length);
  // Laid out as a parsed body is.
  return JSON.parse(JSON.stringify(text)) as string;
}

function charactersPerSecond(text: string, ms: number): number {
  const expected = textTokens(text).expected;
  const began = threadSeconds();
  let characters = 0;
  let elapsed = 0;
  while (elapsed < ms / 1000) {
    if (textTokens(text).expected !== expected) throw new Error("The same text was counted in two ways.");
    characters += text.length;
    elapsed = threadSeconds() - began;
  }
  return characters / elapsed;
}

function threadSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}
