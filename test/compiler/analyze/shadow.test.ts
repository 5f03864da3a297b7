import { expect, test } from "vitest";
import { compileFiles } from "../in-memory.ts";

const [mini, haiku, large] = ["openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5", "mistral/mistral-large-2512"];

function told(route: string, more = ""): string[] {
  const { diagnostics } = compileFiles({ "routes.yaml": `${more}routes:\n  chat: { ${route} }\n` });
  return diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

test.each([
  [`otherwise: [${mini}, ${haiku}], shadow: { use: ${large}, share: 0.05 }`, []],
  [
    `otherwise: [${mini}, ${haiku}], shadow: { use: ${large}, share: 0 }`,
    ["chain/shadow-without-effect: this shadow has no effect: its `share` is 0"],
  ],
  [
    `otherwise: [${mini}, ${haiku}], shadow: { use: ${large}, share: 1 }`,
    ["cost/all-shadowed: every request of `chat` is asked and paid for twice: the `share` of its shadow is 1"],
  ],
  [
    `otherwise: [${mini}, ${haiku}], shadow: { use: ${mini}, share: 0.1 }`,
    [`chain/shadow-without-effect: this shadow has no effect: \`${mini}\` is what answers, too`],
  ],
  // The second of the chain answers only when the first has failed.
  [`otherwise: [${mini}, ${haiku}], shadow: { use: ${haiku}, share: 0.1 }`, []],
  [
    `otherwise: { fastest: [${mini}, ${haiku}] }, shadow: { use: { fastest: [${mini}, ${haiku}] }, share: 0.1 }`,
    ["chain/shadow-without-effect: this shadow has no effect: it asks the same models in the same order as the route"],
  ],
  [
    `otherwise: ${large}, jurisdictions: [FR], shadow: { use: ${mini}, share: 0.1 }`,
    ["chain/shadow-without-effect: this shadow has no effect: none of its targets may get a request of this route"],
  ],
  // At one of its places it asks somebody else.
  [`rules: [{ when: r.needs.vision, use: ${haiku} }], otherwise: ${mini}, shadow: { use: ${mini}, share: 0.1 }`, []],
  [
    `otherwise: mistral/mistral-embed, shadow: { use: openai/text-embedding-3-small, share: 0.1 }`,
    [
      "chain/shadow-without-effect: this shadow has no effect: the route makes embeddings, and vectors of two models cannot be compared",
    ],
  ],
  [
    `otherwise: ${large}, shadow: { use: [${large}, ${mini}], share: 0.1 }`,
    [
      `chain/dead-target: \`${mini}\` is never tried here: a shadow asks the first target that can serve a request, and this one never is`,
    ],
  ],
])("%s", (route, expected) => {
  expect(told(route).filter((line) => !line.startsWith("chain/single-provider"))).toEqual(expected);
});

test("a shadow that answers no chats is an error, and one that keeps what it may not keep, too", () => {
  expect(told(`otherwise: ${mini}, shadow: { use: openai/text-embedding-3-small, share: 0.1 }`).join("\n")).toContain(
    "chain/mixed-operations",
  );
  const kept = told(`otherwise: ${mini}, zeroRetention: true, shadow: { use: deepseek/deepseek-flash, share: 0.1 }`);
  expect(kept.filter((line) => line.startsWith("data/kept-by-provider")).join()).toContain("deepseek/deepseek-flash");
});

test("a tier that only a shadow names is used, and metadata by which a shadow is split, too", () => {
  const sections = `metadata: { team: string }\ntiers: { candidate: { split: { ${haiku}: 1, ${large}: 1 }, by: r.metadata.team } }\n`;
  expect(told(`otherwise: ${mini}, shadow: { use: candidate, share: 0.1 }`, sections)).toEqual([]);
});

const judge = (model: string, rubric = "Is it right?") => `judge: { model: ${model}, rubric: "${rubric}" }`;

test.each([
  [`otherwise: ${mini}, shadow: { use: ${large}, share: 0.1, ${judge(haiku)} }`, []],
  [
    `otherwise: ${mini}, shadow: { use: ${large}, share: 0.1, ${judge(mini)} }`,
    [`chain/judge-of-itself: \`${mini}\` scores answers that it may have written itself`],
  ],
  [
    `otherwise: ${mini}, shadow: { use: ${large}, share: 0.1, ${judge(large)} }`,
    [`chain/judge-of-itself: \`${large}\` scores answers that it may have written itself`],
  ],
  [
    `otherwise: ${large}, jurisdictions: [FR], shadow: { use: mistral/mistral-small-2603, share: 0.1, ${judge(haiku)} }`,
    [`chain/judge-without-effect: the judge \`${haiku}\` is never asked: it is under the law of US`],
  ],
  // A judge that may get the requests of one place is asked for those.
  [
    `rules: [{ when: r.needs.vision, use: ${large}, jurisdictions: [FR] }], otherwise: ${mini}, shadow: { use: mistral/mistral-small-2603, share: 0.1, ${judge(haiku)} }`,
    [],
  ],
])("%s", (route, expected) => {
  expect(told(route).filter((line) => !/^chain\/(single-provider|one-target)/.test(line))).toEqual(expected);
});

test("a judge that answers no chats is an error, and one that keeps what it may not keep, too", () => {
  const shadow = (name: string) => `shadow: { use: ${large}, share: 0.1, ${judge(name)} }`;
  expect(told(`otherwise: ${mini}, ${shadow("openai/text-embedding-3-small")}`).join("\n")).toContain(
    "chain/mixed-operations",
  );
  const kept = told(`otherwise: ${mini}, zeroRetention: true, ${shadow("deepseek/deepseek-flash")}`);
  expect(kept.filter((line) => line.startsWith("data/kept-by-provider")).join()).toContain("deepseek/deepseek-flash");
});
