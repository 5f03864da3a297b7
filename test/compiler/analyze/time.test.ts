import { describe, expect, test } from "vitest";
import { compileFiles, findings } from "../in-memory.ts";

const three = "[openai/gpt-5.4-mini, anthropic/claude-haiku-5-5, google/gemini-3.8-flash]";

function told(route: string): string[] {
  const { diagnostics } = compileFiles({ "routes.yaml": `routes:\n  chat: { ${route} }\n` });
  return diagnostics.map(({ code, message }) => `${code}: ${message}`).filter((line) => line.startsWith("time/"));
}

const codes = (route: string) => told(route).map((line) => line.split(":")[0]);

describe("a limit has no effect", () => {
  const code = "time/limit-without-effect";

  test.each([
    ["deadline: 30s, idle: 29999ms", []],
    ["deadline: 30s, idle: 30s", [code]],
    ["deadline: 30s, firstToken: 30s", [code]],
    ["deadline: 30s", []],
    ["firstToken: 299s", []],
    ["firstToken: 300s", [code]],
    ["idle: 10m", [code]],
  ])("when it is not below the deadline: %s", (limits, expected) => {
    expect(codes(`otherwise: openai/gpt-5.4-mini, ${limits}`)).toEqual(expected);
  });

  test("and both are told in one finding", () => {
    expect(told("otherwise: openai/gpt-5.4-mini, firstToken: 400s, idle: 500s")).toEqual([
      `${code}: \`firstToken\` of 400 s and \`idle\` of 500 s can never end an attempt: the default deadline of the whole request is 300 s`,
    ]);
  });
});

describe("a first token has less time than is written", () => {
  const code = "time/first-token-unmet";

  test.each([
    [three, "10s", []],
    [three, "10001ms", [code]],
    ["openai/gpt-5.4-mini", "29s", []],
    ["{ fastest: [openai/gpt-5.4-mini, anthropic/claude-haiku-5-5] }", "16s", [code]],
    ["{ split: { openai/gpt-5.4-mini: 1, anthropic/claude-haiku-5-5: 1 } }", "16s", []],
    ["[{ split: { openai/gpt-5.4-mini: 1, anthropic/claude-haiku-5-5: 1 } }, google/gemini-3.8-flash]", "16s", [code]],
  ])("of 30 s, when the targets of a plan share them: %s, %s", (strategy, firstToken, expected) => {
    expect(codes(`otherwise: ${strategy}, deadline: 30s, firstToken: ${firstToken}`)).toEqual(expected);
  });

  test("and the longest plan of the route counts", () => {
    const rules = `rules: [{ when: r.stream, use: ${three} }], otherwise: openai/gpt-5.4-mini`;
    expect(told(`${rules}, deadline: 30s, firstToken: 12s`)).toEqual([
      `${code}: \`firstToken\` says 12 s, but 3 targets share a deadline of 30 s: the first one has 10 s`,
    ]);
  });

  test("but targets under another law have no share", () => {
    expect(codes(`otherwise: ${three}, jurisdictions: [FR, US], deadline: 30s, firstToken: 10s`)).toEqual([]);
    const european = "[mistral/mistral-large-2512, openai/gpt-5.4-mini, google/gemini-3.8-flash]";
    expect(codes(`otherwise: ${european}, deadline: 30s, firstToken: 20s`)).toEqual([code]);
    expect(codes(`otherwise: ${european}, jurisdictions: [FR], deadline: 30s, firstToken: 20s`)).toEqual([]);
  });
});

describe("an attempt is too short", () => {
  const code = "time/short-attempt";

  test.each([
    ["deadline: 3s", []],
    ["deadline: 2999ms", [code]],
    ["deadline: 60s, firstToken: 300ms", []],
    ["deadline: 60s, firstToken: 299ms", [code]],
  ])("under a second for each of three targets, or 300 ms by `firstToken`: %s", (limits, expected) => {
    expect(codes(`otherwise: ${three}, ${limits}`)).toEqual(expected);
  });

  test("says what each target has", () => {
    expect(told(`otherwise: ${three}, deadline: 1200ms`)).toEqual([
      `${code}: 3 targets share a deadline of 1.2 s, which is 400 ms for each`,
    ]);
    expect(told("otherwise: openai/gpt-5.4-mini, deadline: 500ms")).toEqual([
      `${code}: the deadline gives the only target 500 ms`,
    ]);
  });

  test("not where every request is refused", () => {
    expect(codes("otherwise: { reject: 403, message: Closed. }, deadline: 500ms")).toEqual([]);
  });
});

describe("a finding points at the limit that it is about", () => {
  test.each([
    ["deadline: 30s, firstToken: 12s", "time/first-token-unmet: 12s"],
    ["deadline: 30s, idle: 40s", "time/limit-without-effect: 40s"],
    ["firstToken: 299ms", "time/short-attempt: 299ms"],
    ["deadline: 2s", "time/short-attempt: 2s"],
  ])("%s", (limits, expected) => {
    const policy = `routes:\n  chat: { otherwise: ${three}, max: { inputTokens: 200000 }, ${limits} }\n`;
    expect(findings(compileFiles({ "routes.yaml": policy }))).toEqual([expected]);
  });
});
