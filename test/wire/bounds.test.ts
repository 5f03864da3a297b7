/** Conditions that are met by requests which the runtime takes, and so must not be told to be impossible. */
import { describe, expect, test } from "vitest";
import { ask } from "../runtime/running.ts";
import { compiled, overlayOf, serveOverlay } from "./served-overlay.ts";

const overlay = overlayOf({ one: "US", two: "FR" }, { two: { model: ", caps: { tools: true }" } }).replaceAll(
  "context: 100000",
  "context: 90000000",
);

function policyOf(when: string): string {
  return `routes: { chat: { rules: [{ when: "${when}", use: two/m }], otherwise: one/m, deadline: 20s } }\n`;
}

const found = (policy: string) =>
  compiled(policy, overlay)
    .diagnostics.map(({ code }) => code)
    .filter((code) => code.startsWith("reach/") || code.startsWith("limit/"));

describe("what no request is", () => {
  test("is not more than 16,000,000 tokens", async () => {
    const policy = policyOf("r.inputTokens > 16_000_000");
    expect(found(policy)).toEqual([]);
    const { runtime, got } = await serveOverlay(policy, overlay, ["one", "two"]);
    const content = "1 ".repeat(9_000_000);
    const body = JSON.stringify({ model: "chat", messages: [{ role: "user", content }] });
    const reply = await ask(runtime, { body });
    expect([reply.status, got.get("two")!.length]).toEqual([200, 1]);
  });

  test("is more than any body has room for", () => {
    expect(found(policyOf("r.inputTokens > 3_000_000_000"))).toEqual(["reach/impossible-condition"]);
    expect(found(policyOf("r.messages > 17_000_000"))).toEqual(["reach/impossible-condition"]);
  });
});

const large = overlayOf({ one: "US", two: "FR" }).replace("one/m: { context: 100000", "one/m: { context: 1000000");

test.each([
  "{ balance: [one/m, two/m] }",
  "{ fastest: [one/m, two/m] }",
  "{ cheapest: [one/m, two/m] }",
  "{ split: { one/m: 50, two/m: 50 }, by: key.id }",
  "[one/m, two/m]",
])("requests that only the larger of two targets takes are told of in any plan: %s", async (otherwise) => {
  const policy = `routes: { chat: { otherwise: ${otherwise}, max: { inputTokens: 200000 }, deadline: 9s } }\n`;
  expect(compiled(policy, large).diagnostics.map(({ code }) => code)).toContain("chain/window-too-small");
  const { runtime, got, behave } = await serveOverlay(policy, large, ["one", "two"]);
  const content = "Please read all of this. ".repeat(25_000);
  const body = JSON.stringify({ model: "chat", messages: [{ role: "user", content }] });
  expect((await ask(runtime, { body })).headers["x-pointsman-target"]).toBe("one/m");
  behave("one", 503);
  expect((await ask(runtime, { body })).status).toBeGreaterThan(500);
  expect(got.get("two")).toEqual([]);
});
