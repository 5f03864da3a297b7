import { describe, expect, test } from "vitest";
import { compileFiles } from "../in-memory.ts";

const [one, two, three] = ["openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5", "google/gemini-3.8-flash"];

function told(otherwise: string, further: string, budgets = ""): string[] {
  const text = `routes:\n  chat:\n    otherwise: ${otherwise}\n    ${further.replaceAll("; ", "\n    ")}\n${budgets}`;
  return compileFiles({ "routes.yaml": text }).diagnostics.flatMap(({ code, message }) =>
    code === "time/hedge-without-effect" ? [message.replace("this hedge has no effect: ", "")] : [],
  );
}

describe("a hedge without effect", () => {
  const late = "it waits 30 s, and with another target behind it an attempt gets at most half of the deadline, 30 s";
  const silent = "it waits 5 s, and an attempt at a stream ends after 5 s without a first token";
  const alone = "no request of the route has a second target";

  test.each([
    [`[${one}, ${two}]`, "hedge: {}", []],
    [`[${one}, ${two}]`, "hedge: { after: 2s, most: 0.1 }", []],
    [`[${one}, ${two}]`, "hedge: { most: 0 }", ["`most` lets no request have a second target"]],
    [`[${one}, ${two}]`, "deadline: 60s; hedge: { after: 30s }", [late]],
    [`[${one}, ${two}]`, "deadline: 60s; hedge: { after: 29s }", []],
    // Two of the three may be left for a request, so that half is the most.
    [`[${one}, ${two}, ${three}]`, "deadline: 60s; hedge: { after: 25s }", []],
    [`[${one}, ${two}]`, "firstToken: 5s; hedge: { after: 5s }", [silent]],
    [`[${one}, ${two}]`, "firstToken: 5s; hedge: { after: 4s }", []],
    [one, "hedge: {}", [alone]],
    [`{ split: { ${one}: 1, ${two}: 1 } }`, "hedge: { after: 2s }", [alone]],
    [one, `hedge: {}; rules: [{ when: r.stream, use: [${one}, ${two}] }]`, []],
    [one, `hedge: {}; rules: [{ when: r.stream, use: { reject: 400, message: No. } }]`, [alone]],
  ])("%s, %s", (otherwise, further, expected) => {
    expect(told(otherwise!, further)).toEqual(expected);
  });

  test("not where what serves when a budget is spent has a second target", () => {
    const budgets = (exhausted: string) =>
      `budgets: { team: { per: key.team, missing: refuse, limit: $5, window: day, exhausted: ${exhausted} } }\n`;
    expect(told(one!, "hedge: {}", budgets(`[${two}, ${three}]`))).toEqual([]);
    expect(told(one!, "hedge: {}", budgets(two!))).toEqual([alone]);
  });
});
