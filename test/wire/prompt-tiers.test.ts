/** A price that begins at a size of the prompt, which the provider counts itself. */
import { expect, test } from "vitest";
import { compileSetting, gateway, type Setting } from "./billing-upstream.ts";

const setting: Setting = {
  models: { m: { price: { input: 1, output: 8, tiers: [{ above: 1_100, input: 5 }] } } },
  routes: "  chat: { otherwise: own/m, max: { inputTokens: 1000, outputTokens: 100, choices: 1 } }\n",
};

function refutation(most: number): string | undefined {
  const claims = `invariants:\n  bounded: { every: t.maxCost(r) <= usd(${most}) }\n`;
  const { diagnostics } = compileSetting({ ...setting, claims });
  return diagnostics.find(({ code }) => code === "invariant/refuted")?.message;
}

test("a tier above what is expected is reckoned with, as the provider's own count may reach it", async () => {
  const { ask, use } = await gateway(setting);
  use({ plain: 1_130, text: 100 });
  const reply = await ask({ model: "chat", messages: [{ role: "user", content: "Hello" }] });
  const billed = Number(reply.headers["x-pointsman-cost-usd"]);
  expect(billed).toBe((1_130 * 5 + 100 * 8) / 1e6);
  expect(refutation(billed * 0.999)).toContain("for a prompt of more than 1,100 tokens");
});
