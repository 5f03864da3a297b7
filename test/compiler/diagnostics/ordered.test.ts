import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../../compiler/diagnostics/define.ts";
import { ordered } from "../../../compiler/diagnostics/ordered.ts";
import { diagnosticKinds } from "../../../compiler/diagnostics/registry.ts";
import { compileFiles } from "../in-memory.ts";

const file = { name: "routes.yaml", text: "routes: {}" };
const at = (start: number, code: string, severity: Diagnostic["severity"] = "warning", message = code): Diagnostic => ({
  code,
  severity,
  message,
  span: { file, start, end: start + 1 },
  labels: [],
});

describe("of the findings at one place", () => {
  test("all are told, errors first, then by their code; places stay in their order", () => {
    const found = [at(5, "b/b"), at(1, "z/z"), at(5, "c/c", "error"), at(5, "a/a"), at(1, "y/y")];
    expect(ordered(found).map(({ code }) => code)).toEqual(["c/c", "a/a", "b/b", "y/y", "z/z"]);
  });

  test("one that is found twice is told once", () => {
    expect(ordered([at(1, "a/a"), at(1, "a/a"), at(2, "a/a")])).toHaveLength(2);
    expect(ordered([at(1, "a/a", "warning", "one"), at(1, "a/a", "warning", "another")])).toHaveLength(2);
  });

  test("one that only follows from another there is not told, and is told elsewhere", () => {
    const follows = (start: number): Diagnostic => ({ ...at(start, "b/b"), followsFrom: ["a/a"] });
    expect(ordered([at(1, "a/a"), follows(1), follows(2)]).map(({ code, span }) => [code, span?.start])).toEqual([
      ["a/a", 1],
      ["b/b", 2],
    ]);
  });
});

test("what a code follows from are codes that there are", () => {
  const codes = diagnosticKinds.map(({ code }) => code);
  expect(
    diagnosticKinds.flatMap(({ followsFrom = [] }) => followsFrom).filter((code) => !codes.includes(code)),
  ).toEqual([]);
  expect(diagnosticKinds.some(({ followsFrom }) => followsFrom)).toBe(true);
});

test("a model that retires soon does not hide that it is too small a fallback", () => {
  const { diagnostics } = compileFiles({
    "routes.yaml": "routes: { chat: { otherwise: [openai/gpt-5.4-mini, openai/gpt-4o-mini] } }\n",
  });
  expect(diagnostics.map(({ code }) => code)).toEqual(
    expect.arrayContaining(["catalog/retiring-model", "chain/window-too-small"]),
  );
});
