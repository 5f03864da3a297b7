import { describe, expect, test } from "vitest";
import { compileFiles } from "../../in-memory.ts";

const one = "openai/gpt-5.4-mini";

function told(route: string, claim: string): string[] {
  const text = `routes:\n  chat: { ${route} }\ninvariants:\n  it holds: { ${claim} }\n`;
  const { diagnostics } = compileFiles({ "routes.yaml": text });
  return diagnostics.flatMap(({ code, message }) => (code.startsWith("invariant/") ? [message] : []));
}

const bounded = "max: { inputTokens: 1000, outputTokens: 100, choices: 1 }, deadline: 60s";

describe("what a request may cost counts each round that a route has time for", () => {
  test.each([
    ["", 2],
    [", retry: { times: 0 }", 1],
    [", retry: { times: 3 }", 4],
    [", retry: { times: 3, after: 10s }", 4],
    // The third begins no sooner than after 60 s.
    [", retry: { times: 3, after: 20s }", 3],
    [", retry: { times: 3 }, fallbackOn: [auth]", 1],
  ])("%s", (retry, rounds) => {
    const [message = ""] = told(`otherwise: ${one}, ${bounded}${retry}`, "spends: $0.0001");
    expect(message).toContain(`${rounds} × $`);
    // No round costs ten cents here.
    expect(told(`otherwise: ${one}, ${bounded}${retry}`, `spends: $${rounds * 0.1}`)).toEqual([]);
  });
});

describe("an outage is survived where the last target is left with time", () => {
  const chain = `otherwise: [openai/gpt-5.4-mini, openai/gpt-6.2-sol, openai/gpt-6-luna], max: { inputTokens: 1000, outputTokens: 100, textBytes: 2000 }`;
  const claim = "when: '!r.needs.audio && r.messages === 1', survives: { targets: 1 }";

  test.each([
    ["attempt: 20s, deadline: 60s", undefined],
    ["attempt: 20s, deadline: 41s", undefined],
    ["attempt: 20s, deadline: 40999ms", "the last is left with 999 ms, less than the 1000 ms that any model needs"],
    ["attempt: 20s, deadline: 45s, firstToken: 5s", undefined],
    [
      "attempt: 20s, deadline: 44s, firstToken: 5s",
      "the last is left with 4000 ms, less than the 5000 ms that its `firstToken` promises",
    ],
  ])("%s", (limits, expected) => {
    const said = told(`${chain}, ${limits}`, claim).join("\n");
    if (expected === undefined) expect(said).not.toContain("is left with");
    else expect(said).toContain(expected);
  });
});
