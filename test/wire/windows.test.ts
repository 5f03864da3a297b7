/** Windows that input and output share: what is told of a policy, and which targets get requests that may not fit. */
import { describe, expect, test } from "vitest";
import { ask } from "../runtime/running.ts";
import { compiled, overlayOf, serveOverlay, verdicts } from "./served-overlay.ts";

const large = { model: ", maxOutput: 64000" };
const overlay = overlayOf({ one: "US", two: "FR" }, { one: large, two: large })
  .replace("one/m: { context: 100000", "one/m: { context: 1000000")
  .replace("two/m: { context: 100000", "two/m: { context: 131072");

function policyOf(otherwise: string, max: string): string {
  return `routes: { chat: { otherwise: ${otherwise}, max: ${max}, deadline: 3s } }\ninvariants: { up: { survives: { targets: 1 } } }\n`;
}

const codesOf = (policy: string) => compiled(policy, overlay).diagnostics.map(({ code }) => code);

describe("a model of 131,072 tokens beside one of a million", () => {
  test.each([
    "{ balance: [one/m, two/m] }",
    "{ fastest: [one/m, two/m] }",
    "{ cheapest: [one/m, two/m] }",
    "{ split: { one/m: 50, two/m: 50 }, by: key.id }",
    "[one/m, two/m]",
  ])("is told of where requests are too large for it: %s", (otherwise) => {
    expect(codesOf(policyOf(otherwise, "{ inputTokens: 200000, outputTokens: 16000 }"))).toContain(
      "chain/window-too-small",
    );
  });
});

describe("input and output together", () => {
  test("leave no target where the route takes as much input as the window, and output besides", () => {
    expect(codesOf(policyOf("two/m", "{ inputTokens: 128000, outputTokens: 16000 }"))).toContain("chain/none-left");
    expect(codesOf(policyOf("two/m", "{ inputTokens: 100000, outputTokens: 16000 }"))).not.toContain("chain/none-left");
  });

  test("decide which target gets a request", async () => {
    const policy = policyOf("[two/m, one/m]", "{ inputTokens: 200000, outputTokens: 64000 }");
    const { runtime, got } = await serveOverlay(policy, overlay, ["one", "two"]);
    const content = "Please read all of this. ".repeat(15_000);
    const body = (max_tokens: number) =>
      JSON.stringify({ model: "chat", max_tokens, messages: [{ role: "user", content }] });
    await ask(runtime, { body: body(64_000) });
    await ask(runtime, { body: body(100) });
    expect([got.get("one")!.length, got.get("two")!.length]).toEqual([1, 1]);
  });

  test("keep a claim that a target may fail from resting on a window that the text may not fit", () => {
    const chain = "[one/m, two/m]";
    expect(verdicts(compiled(policyOf(chain, "{ inputTokens: 14000, outputTokens: 8000 }"), overlay)).up).toBe(
      "proved",
    );
    expect(verdicts(compiled(policyOf(chain, "{ inputTokens: 40000, outputTokens: 8000 }"), overlay)).up).toBe(
      "refuted",
    );
  });
});
