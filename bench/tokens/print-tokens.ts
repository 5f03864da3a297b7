import { textTable } from "../text-table.ts";
import { errorOf, isData, isLanguage, isLong, isUsual, type Measured, shareAbove, worstOf } from "./measure.ts";
import { percent, type TokenizerMeasured, type Verdict } from "./verdicts.ts";

export function printTokenizers(all: readonly TokenizerMeasured[]): string {
  const heads = [
    "tokenizer",
    "family",
    "usual",
    "usual, short",
    "data",
    "languages",
    "above upper",
    "most, of upper",
    "by",
  ];
  const rows = all.map(({ tokenizer: { name, family }, measured }) => {
    const natural = measured.filter(({ sample }) => sample.natural);
    const [long, short] = [natural.filter(isLong), natural.filter((each) => !isLong(each))];
    const worst = worstOf(natural, "upper");
    const errors = [
      errorOf(long.filter(isUsual)),
      errorOf(short.filter(isUsual)),
      errorOf(long.filter(isData)),
      errorOf(long.filter((each) => isLanguage(each.sample))),
    ];
    return [
      name,
      family,
      ...errors.map(percent),
      percent(shareAbove(natural)),
      worst.by.toFixed(2),
      worst.kind,
      worstOf(measured, "hard").by.toFixed(2),
    ];
  });
  const title =
    "Mean error of expected on code and prose, on short ones, on data, on languages; natural texts above upper";
  return textTable(title, [...heads, "most, of hard"], rows);
}

/** Over all tokenizers: how much the figures are above what is counted, at the median and at the least. */
export function printLooseness(all: readonly TokenizerMeasured[]): string {
  const everything = all.flatMap(({ measured }) => measured);
  const groups: [string, Measured[]][] = [
    ["all code and prose", everything.filter(isUsual)],
    ["all data", everything.filter(isData)],
    ["all languages", everything.filter(({ sample }) => isLanguage(sample))],
    ["all random and adversarial", everything.filter(({ sample }) => !sample.natural)],
    ...Map.groupBy(everything, ({ sample }) => sample.kind),
  ];
  const rows = groups.map(([kind, of]) => {
    const times = (figure: "expected" | "upper" | "hard") => {
      const sorted = of.map((each) => each[figure] / Math.max(1, each.count)).sort((a, b) => a - b);
      return [sorted[sorted.length >> 1]!, sorted[0]!].map((value) => value.toFixed(2));
    };
    return [kind, String(of.length / all.length), ...times("expected"), ...times("upper"), ...times("hard")];
  });
  const heads = ["kind", "texts", "expected", "least", "upper", "least", "hard", "least"];
  return textTable("How loose: each figure ÷ what is counted, over all tokenizers", heads, rows);
}

export function printVerdicts(verdicts: readonly Verdict[]): string {
  return verdicts.map(({ holds, promise, found }) => `${holds ? "holds" : "FAILS"}  ${promise}: ${found}`).join("\n");
}
