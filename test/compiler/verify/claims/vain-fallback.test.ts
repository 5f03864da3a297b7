import { expect, test } from "vitest";
import { compileFiles } from "../../in-memory.ts";

function told(fallbackOn: string): string[] {
  const text = `tiers: { there: [mistral/mistral-large-2512] }
routes:
  chat:
    otherwise: [openai/gpt-5.4-mini, openai/gpt-6-luna]
    jurisdictions: [US]
    max: { inputTokens: 1000, outputTokens: 100, textBytes: 2000 }
    ${fallbackOn}
invariants:
  it holds: { when: "!r.needs.audio && r.messages === 1", survives: { targets: 1 } }
`;
  const { diagnostics } = compileFiles({ "routes.yaml": text });
  return diagnostics.flatMap(({ code, message }) => (code.startsWith("invariant/") ? [message] : []));
}

test("an outage that leads where no target may be asked is not survived, though another target would answer", () => {
  expect(told("")).toEqual([]);
  expect(told("fallbackOn: { overloaded: there, default: true }").join()).toContain(
    "fails by `overloaded`, which leads where no target may be asked",
  );
  // It is no outage that would be survived.
  expect(told("fallbackOn: { content-filter: there, default: true }")).toEqual([]);
});
