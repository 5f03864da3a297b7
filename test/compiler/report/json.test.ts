import { expect, test } from "vitest";
import type { Diagnostic } from "../../../compiler/diagnostics/define.ts";
import { jsonReport } from "../../../compiler/report/json.ts";
import { report } from "../../../schemas/report.ts";
import { line, proofsOf, shownFinding, witness } from "./shown-finding.ts";

function findingAt(text: string, word: string): Diagnostic {
  const start = text.indexOf(word);
  const span = { file: { name: "routes.ts", text }, start, end: start + word.length };
  return {
    code: "name/unknown-tier",
    severity: "error",
    message: "no such tier",
    span,
    labels: [{ span, text: "here" }],
    help: "look",
  };
}

test("a report follows its schema and says where", () => {
  const written = jsonReport([findingAt("a\nuse: x\n", "x")], `sha256-${"0".repeat(64)}`);
  expect(report.parse(written)).toEqual(written);
  const span = { file: "routes.ts", start: 7, end: 8, line: 2, column: 6 };
  expect(written.findings[0]).toMatchObject({ span, labels: [{ span, text: "here" }], help: "look" });
});

test("a finding without a place has no span", () => {
  const { span, help, ...rest } = findingAt("x", "x");
  const written = jsonReport([{ ...rest, labels: [] }]);
  expect(report.parse(written)).toEqual(written);
  expect(written.findings[0]).not.toHaveProperty("span");
});

test("a fingerprint survives moved lines and other indentation, and tells equal findings apart", () => {
  const print = (...found: Diagnostic[]) => jsonReport(found).findings.map(({ fingerprint }) => fingerprint);
  const finding = findingAt("use: x\n", "x");
  expect(print(findingAt("# new\n\n    use: x\n", "x"))).toEqual(print(finding));
  expect(print(findingAt("use:  x\n", "x"))).not.toEqual(print(finding));
  const [first, second] = print(finding, finding);
  expect(first).not.toBe(second);
});

test("a finding that is shown carries the whole request and the steps, and keeps its fingerprint", () => {
  const finding = shownFinding(line);
  const { shown, ...unshown } = finding;
  const written = jsonReport([finding]);
  expect(report.parse(written)).toEqual(written);
  expect(written.findings[0]?.witness).toEqual(witness);
  expect(written.findings[0]?.trace?.map(({ text }) => text)).toEqual(shown?.trace.map(({ text }) => text));
  expect(written.findings[0]?.trace?.[1]).not.toHaveProperty("span");
  const [plain] = jsonReport([unshown]).findings;
  expect(plain).not.toHaveProperty("witness");
  expect(plain?.fingerprint).toBe(written.findings[0]?.fingerprint);
});

test("proofs are all there when they are asked for, and otherwise none", () => {
  const proofs = proofsOf(line);
  const written = jsonReport([], undefined, proofs);
  expect(report.parse(written)).toEqual(written);
  expect(written.proofs?.map(({ claim }) => claim)).toEqual(proofs.map(({ claim }) => claim));
  expect(written.proofs?.find(({ verdict }) => verdict === "refuted")).toMatchObject({ witness, span: { line: 1 } });
  expect(jsonReport([])).not.toHaveProperty("proofs");
});
