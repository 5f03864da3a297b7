import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type ReportFormat, reportFormats } from "../../../compiler/report/formats.ts";
import { compileFiles } from "../in-memory.ts";
import { proofsOf, shownFinding } from "./shown-finding.ts";

const folder = new URL("../../golden/report/", import.meta.url);
const endings: Readonly<Record<ReportFormat, string>> = {
  pretty: "pretty.txt",
  json: "report.json",
  sarif: "report.sarif",
  github: "github.txt",
  junit: "junit.xml",
  markdown: "comment.md",
};

const read = (name: string) => readFileSync(new URL(`policy/${name}`, folder), "utf8");
const names = ["routes.ts", "lib/rules.ts", "lib/limits.ts"];
const { diagnostics } = compileFiles(Object.fromEntries(names.map((name) => [name, read(name)])));

function compareWith(golden: URL, text: string): void {
  if (process.env.UPDATE) writeFileSync(golden, text);
  expect(text).toBe(readFileSync(golden, "utf8"));
}

describe("a policy with mistakes in several files", () => {
  test("is worth the comparison", () => {
    expect(new Set(diagnostics.map(({ severity }) => severity))).toEqual(new Set(["error", "warning"]));
    expect(diagnostics.some(({ labels }) => new Set(labels.map(({ span }) => span.file.name)).size > 1)).toBe(true);
    expect(diagnostics.some(({ fix }) => fix)).toBe(true);
  });

  test.each(Object.entries(reportFormats))("is reported as %s as before", (format, print) => {
    const text = `${print({ policies: [{ policy: "routes.ts", diagnostics }], isOne: true, version: "0.0.0", colours: false })}\n`;
    compareWith(new URL(endings[format as ReportFormat], folder), text);
  });

  test("no golden output is left over", () => {
    expect(readdirSync(folder).sort()).toEqual(["policy", "shown", ...Object.values(endings)].sort());
  });
});

describe("a finding that is shown by a request, and what was proved", () => {
  const found = shownFinding({ name: "routes.ts", text: read("routes.ts") });
  const shown = new URL("shown/", folder);
  const input = {
    policies: [
      { policy: "routes.ts", diagnostics: [found], proofs: proofsOf({ name: "routes.ts", text: read("routes.ts") }) },
    ],
    isOne: true,
    witnesses: new Map([[found, "w/reach-dead-rule-1.json"]]),
    version: "0.0.0",
    colours: false,
  };

  test.each(Object.entries(reportFormats))("is reported as %s as before", (format, print) => {
    compareWith(new URL(endings[format as ReportFormat], shown), `${print(input)}\n`);
  });

  test("no golden output is left over", () => {
    expect(readdirSync(shown).sort()).toEqual(Object.values(endings).sort());
  });
});
