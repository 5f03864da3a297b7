/**
 * The figures of tokens against real tokenizers, on texts that nobody tuned on: `npm run verify:tokens [-- --seed 7]`. Ends
 * with 1 when one of the promises of docs/decisions/0007-token-estimate.md does not hold.
 */
import { parseArgs } from "node:util";
import { families } from "../../semantics/tokens/families.ts";
import { textTokens } from "../../semantics/tokens/text-tokens.ts";
import { MOST_TOKENS_PER_BYTE } from "../../semantics/tokens/token-sum.ts";
import { seeded } from "../fuzz/seeded.ts";
import { number, textTable } from "../text-table.ts";
import { machineTexts, madeTexts, type Sample } from "./texts.ts";
import { loadTokenizers, type RealTokenizer } from "./tokenizers.ts";

const { values } = parseArgs({ options: { seed: { type: "string" } } });
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const say = (text: string): void => void process.stderr.write(`${text}\n`);
say(`seed ${seed}`);
const random = seeded(seed);
const samples = [...machineTexts(random), ...madeTexts(random)];
say(`${samples.length} texts of ${new Set(samples.map(({ kind }) => kind)).size} kinds`);
const tokenizers = await loadTokenizers((name) => say(`loading ${name}`));
const results = tokenizers.map(measure);
process.stdout.write(`${shown(results.map(({ row }) => row))}\n${looseness()}\n`);
const broken = results.flatMap(({ faults }) => faults);
for (const fault of broken) say(fault);
process.exitCode = broken.length === 0 ? 0 : 1;

interface Measured {
  readonly sample: Sample;
  readonly count: number;
  readonly expected: number;
  readonly upper: number;
  readonly hard: number;
}

function measure({ name, family, count }: RealTokenizer): { row: string[]; faults: string[] } {
  say(`counting: ${name}`);
  const figures = families[family];
  const measured = samples.map((sample): Measured => {
    const { expected, upper, bytes } = textTokens(sample.text);
    const [at, most] = [expected * figures.expected, upper * figures.upper];
    return { sample, count: count(sample.text), expected: at, upper: most, hard: bytes * MOST_TOKENS_PER_BYTE + 8 };
  });
  const natural = measured.filter(({ sample }) => sample.natural);
  const usual = natural.filter(({ sample }) => /^(manual man\d|file )/.test(sample.kind));
  const above = natural.filter(({ count, upper }) => count > upper);
  const worst = worstOf(natural);
  const error = usual.reduce((sum, each) => sum + Math.abs(each.expected / each.count - 1), 0) / usual.length;
  const broken = measured.filter(({ count, hard }) => count > hard);
  const faults = [
    ...broken.map(({ sample }) => `${name}: hard is exceeded by a text of the kind ${sample.kind}`),
    ...(above.length > natural.length * 0.005
      ? [`${name}: upper is exceeded by ${percent(above.length / natural.length)}`]
      : []),
    ...(worst.by >= 1.1 ? [`${name}: ${worst.kind} has ${worst.by.toFixed(2)} times its upper figure`] : []),
    ...(family !== "unknown" && error > 0.12
      ? [`${name}: expected is off by ${percent(error)} on code and prose`]
      : []),
  ];
  const row = [name, family, percent(error), percent(above.length / natural.length), worst.by.toFixed(2), worst.kind];
  return { row: [...row, worstHard(measured).toFixed(2)], faults };
}

function worstOf(natural: readonly Measured[]): { by: number; kind: string } {
  return natural.reduce(
    (worst, { count, upper, sample }) => {
      return count / upper > worst.by ? { by: count / upper, kind: sample.kind } : worst;
    },
    { by: 0, kind: "" },
  );
}

function worstHard(measured: readonly Measured[]): number {
  return measured.reduce((worst, { count, hard }) => Math.max(worst, count / hard), 0);
}

function shown(rows: readonly string[][]): string {
  const heads = ["tokenizer", "held against", "expected off by", "above upper", "at most, of upper", "by", "of hard"];
  return textTable("Code and prose: mean error of expected. All natural texts: what is above upper", heads, rows);
}

/** How far the base figures are apart, by kind. */
function looseness(): string {
  const kinds = Map.groupBy(samples, ({ kind }) => kind);
  const rows = [...kinds].map(([kind, of]) => {
    const figures = of.map(({ text }) => textTokens(text));
    const total = (name: "expected" | "upper" | "bytes") => figures.reduce((sum, each) => sum + each[name], 0);
    const [expected, upper, bytes] = [total("expected"), total("upper"), total("bytes")];
    return [
      kind,
      number(expected),
      (upper / expected).toFixed(1),
      ((bytes * MOST_TOKENS_PER_BYTE) / expected).toFixed(1),
    ];
  });
  return textTable("How loose", ["kind", "expected", "upper ÷ expected", "hard ÷ expected"], rows);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
