/** What is written and can have no effect, or another one than was meant. */
import { describe, expect, test } from "vitest";
import { compileFiles, findings } from "../in-memory.ts";

const said = (text: string, code: string) =>
  findings(compileFiles({ "routes.yaml": text })).filter((finding) => finding.startsWith(code));

describe("a part of a condition that always holds under the route's max", () => {
  const rule = (when: string, max: string) =>
    `routes:\n  chat:\n    rules: [{ when: '${when}', use: openai/gpt-6-luna }]\n    otherwise: openai/gpt-5.4-mini\n    max: ${max}\n`;

  test.each([
    ["r.inputTokens < 200_000 && r.stream", "{ inputTokens: 150000 }", "r.inputTokens < 200_000"],
    ["r.stream && r.inputTokens <= 150_000", "{ inputTokens: 150000 }", "r.inputTokens <= 150_000"],
    ["r.stream && !(r.inputTokens > 150_000)", "{ inputTokens: 150000 }", "!(r.inputTokens > 150_000)"],
    ["r.stream && r.inputTokens < 150_000", "{ inputTokens: 150000 }", undefined],
    ["r.stream && r.inputTokens < 200_000", "{ outputTokens: 150000 }", undefined],
    ["r.stream && r.inputTokens > 5_000", "{ inputTokens: 150000 }", undefined],
  ])("%s with %s", (when, max, part) => {
    expect(said(rule(when, max), "reach/redundant-part")).toEqual(part ? [`reach/redundant-part: ${part}`] : []);
  });
});

describe("an embedder", () => {
  const cached = (embedder: string, max: string) =>
    `routes:\n  chat:\n    otherwise: openai/gpt-5.4-mini\n    ${max}\n    cache: { semantic: { embedder: ${embedder}, maxWrongHitRate: 0.01 } }\n`;

  test.each([
    ["mistral/mistral-embed", "max: { inputTokens: 8001 }", true],
    ["mistral/mistral-embed", "max: { inputTokens: 8000 }", false],
    ["mistral/mistral-embed", "max: { outputTokens: 9000 }", false],
  ])("%s of a route with %s is too small for it: %s", (embedder, max, isTold) => {
    const told = said(cached(embedder, max), "cache/small-embedder");
    expect(told).toEqual(isTold ? [`cache/small-embedder: ${embedder}`] : []);
  });
});

describe("the target of a rule that decides only when a budget is spent", () => {
  const budgeted = (when: string, exhausted = ", exhausted: openai/gpt-6-luna") =>
    `routes:\n  chat:\n    rules: [{ when: ${when}, use: mistral/mistral-large-2512 }]\n    otherwise: openai/gpt-5.4-mini\nbudgets:\n  team: { per: r.key.team, limit: $9, window: day${exhausted} }\n`;

  test.each([
    ["r.budget.team.ratio >= 1", true],
    ["r.budget.team.left <= usd(0)", true],
    ["r.budget.team.spent >= usd(9)", true],
    ["r.budget.team.ratio >= 0.9", false],
    ["r.budget.team.left < usd(1)", false],
    ["r.budget.team.ratio < 1", false],
  ])("is never tried, as something else serves then: %s, %s", (when, isDead) => {
    const dead = isDead ? ["chain/dead-target: mistral/mistral-large-2512"] : [];
    expect(said(budgeted(when), "chain/dead-target")).toEqual(dead);
    expect(said(budgeted(when, ""), "chain/dead-target")).toEqual(dead);
  });
});
