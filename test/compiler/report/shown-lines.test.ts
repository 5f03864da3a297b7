import { describe, expect, test } from "vitest";
import { requestLines, traceLines } from "../../../compiler/report/shown-lines.ts";
import type { Witness } from "../../../schemas/witness.ts";

const plain: Witness = {
  format: "pointsman-witness",
  version: 1,
  request: { model: "chat" },
  key: { id: "demo", tags: [] },
  at: "2026-11-20T12:00:00.000Z",
  state: {},
};

describe("a request that shows a finding", () => {
  test("is its body and its time where nothing else is said", () => {
    expect(requestLines(plain)).toEqual(['{ "model": "chat" }', "at 2026-11-20 12:00 UTC"]);
  });

  test("says of the caller and the state what was chosen", () => {
    const key = { id: "caller-1", team: "trial", env: "staging", tags: ["a b", "c"] };
    const state = { budgets: {}, health: { "openai/gpt-6-luna": "down" as const } };
    expect(requestLines({ ...plain, key, state }).slice(1)).toEqual([
      'at 2026-11-20 12:00 UTC, key: id "caller-1", team "trial", env "staging", tags "a b" "c"',
      'state { "health": { "openai/gpt-6-luna": "down" } }',
    ]);
  });

  test("has seconds where there are any", () => {
    expect(requestLines({ ...plain, at: "2026-11-20T12:00:30Z" })[1]).toBe("at 2026-11-20 12:00:30 UTC");
    expect(requestLines({ ...plain, at: "2026-11-20T12:00:30.5Z" })[1]).toBe("at 2026-11-20 12:00:30.500 UTC");
  });
});

describe("what happens to it", () => {
  const file = { name: "routes.ts", text: "one\ntwo\n" };

  test("is numbered, with the places of the steps", () => {
    const trace = [{ text: "rule 1 decides", span: { file, start: 4, end: 7 } }, { text: "nobody\nanswers" }];
    expect(traceLines(trace)).toEqual(["1. rule 1 decides (routes.ts:2)", "2. nobody␊answers"]);
  });

  test("is shown by its ends when it is long", () => {
    const steps = (count: number) => Array.from({ length: count }, (_, i) => ({ text: `step ${i + 1}` }));
    expect(traceLines(steps(7))).toHaveLength(7);
    expect(traceLines(steps(20))).toEqual([
      "1. step 1",
      "2. step 2",
      "3. step 3",
      "… 14 further steps",
      "18. step 18",
      "19. step 19",
      "20. step 20",
    ]);
  });
});
