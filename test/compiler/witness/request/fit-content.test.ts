import { describe, expect, test } from "vitest";
import { Work } from "../../../../compiler/regions/search/work.ts";
import type { Inputs } from "../../../../compiler/witness/cost/token-space.ts";
import type { Draft } from "../../../../compiler/witness/request/draft.ts";
import { fitContent } from "../../../../compiler/witness/request/fit-content.ts";
import { type Content, writeContent } from "../../../../compiler/witness/request/write-content.ts";
import { readChatRequest } from "../../../../runtime/endpoints/chat-completions/read-request.ts";
import { lastUserText } from "../../../../semantics/facts/last-user-text.ts";
import { inputTokensOf } from "../../../../semantics/tokens/input-tokens.ts";

const any = { least: 0, most: Number.MAX_SAFE_INTEGER };

const plain: Draft = {
  messages: 1,
  turns: 1,
  images: 0,
  tools: 0,
  calls: false,
  audio: false,
  pdf: false,
  jsonSchema: false,
  jsonMode: false,
  reasoning: false,
  choices: false,
  customTools: false,
  toolChoice: false,
  functions: false,
  otherForms: false,
  text: "Hello.",
  compact: false,
};
const compact: Draft = { ...plain, text: "", compact: true };

const drafts: Record<string, Draft> = {
  "a question": plain,
  "no word": compact,
  "a system message": { ...plain, messages: 2 },
  "a long talk": { ...plain, messages: 9, turns: 5 },
  "only answers": { ...plain, messages: 2, turns: 0 },
  tools: { ...plain, tools: 3 },
  "the smallest tools": { ...compact, tools: 3 },
  "a schema": { ...plain, jsonSchema: true },
  "the smallest schema": { ...compact, jsonSchema: true },
  "a call and its answer": { ...plain, messages: 3, calls: true },
  "a call of the user": { ...plain, calls: true },
  attachments: { ...plain, images: 2, audio: true, pdf: true },
  "speech asked for": { ...compact, audio: true, reasoning: true, jsonMode: true },
};

const tokensOf = (draft: Draft): number => inputTokensOf({ ...writeContent(draft) }).expected;

/** In exactly so many expected tokens. */
function fitted(draft: Draft, tokens: number, isFine: (text: string) => boolean): Content | undefined {
  const exact = { least: tokens, most: tokens };
  return fitContent(draft, { expected: exact, upper: any, hard: any }, tokens, isFine)?.content;
}

describe.each(Object.entries(drafts))("%s", (_, draft) => {
  const least = tokensOf(draft);

  test("is written in every number of tokens above its own", () => {
    for (let tokens = least; tokens < least + 150; tokens++) {
      const content = fitted(draft, tokens, () => true);
      // A first word takes more than one token.
      if (content === undefined) expect(tokens).toBeLessThan(least + 3);
      else expect(inputTokensOf({ ...content }).expected).toBe(tokens);
    }
    expect(fitted(draft, least - 1, () => true)).toBeUndefined();
  });

  test("is admitted, and as large as asked, at 150,000 tokens and beyond", () => {
    for (const tokens of [5_001, 32_001, 150_000, 150_001]) {
      const content = fitted(draft, tokens, () => true)!;
      expect(inputTokensOf({ ...content }).expected).toBe(tokens);
      expect(readChatRequest(JSON.parse(JSON.stringify(content)))).not.toHaveProperty("class");
    }
  });
});

describe("the last user text", () => {
  const isKept = (is: (text: string) => boolean) => (tokens: number) => {
    const content = fitted({ ...plain, text: "Hello refund" }, tokens, is);
    expect(content && is(lastUserText({ ...content }))).toBe(true);
    expect(content && inputTokensOf({ ...content }).expected).toBe(tokens);
  };

  test("keeps its beginning and its end", () => {
    const keep = isKept((text) => text.startsWith("Hello") && text.endsWith("refund"));
    for (const tokens of [40, 41, 2_000]) keep(tokens);
  });

  test("is left alone where it may not be longer", () => {
    const keep = isKept((text) => text === "Hello refund");
    for (const tokens of [20, 21, 22, 2_000]) keep(tokens);
  });

  test("gets no word that it must not have", () => {
    const keep = isKept((text) => !/please|order|so/.test(text));
    for (const tokens of [40, 2_000]) keep(tokens);
  });
});

test("no function that may be called takes fewer tokens than the compact one", () => {
  const names = ["_", "-", "a", "A", "0", "__", "-_", "f1", "search"];
  const forms = names.flatMap((name) => [
    { type: "function", function: { name } },
    { function: { name }, type: "function" },
    { type: "function", function: { name, strict: true } },
  ]);
  const messages = [{ role: "user", content: "" }];
  for (const count of [1, 2, 5, 40]) {
    const least = tokensOf({ ...compact, tools: count });
    for (const form of forms) {
      expect(inputTokensOf({ messages, tools: Array(count).fill(form) }).expected).toBeGreaterThanOrEqual(least);
    }
    for (const [i, form] of forms.entries()) {
      const mixed = Array.from({ length: count }, (_, at) => forms[(i * at) % forms.length] ?? form);
      expect(inputTokensOf({ messages, tools: mixed }).expected).toBeGreaterThanOrEqual(least);
    }
  }
});

describe("texts of other figures", () => {
  const aims: [string, Inputs][] = [
    ["dear in upper", { expected: range(0, 9_000), upper: range(100_000, 100_001), hard: any }],
    ["as dear in upper as expected", { expected: range(5_000, 5_200), upper: range(0, 6_000), hard: any }],
    ["many bytes and few tokens", { expected: range(0, 1_000), upper: range(0, 6_000), hard: range(90_000, 90_001) }],
    ["all three at once", { expected: range(2_000, 2_000), upper: range(20_000, 20_010), hard: range(80_000, 81_000) }],
  ];
  test.each(aims)("%s", (_, inputs) => {
    for (const draft of [plain, { ...plain, messages: 2 }, { ...plain, messages: 2, turns: 0, tools: 2 }]) {
      const written = fitContent(draft, inputs, 20, () => true)!;
      const tokens = inputTokensOf({ ...written.content });
      expect(written.tokens).toEqual(tokens);
      for (const figure of ["expected", "upper", "hard"] as const) {
        expect(tokens[figure]).toBeGreaterThanOrEqual(inputs[figure].least);
        expect(tokens[figure]).toBeLessThanOrEqual(inputs[figure].most);
      }
    }
  });
});

test("long texts are paid for: without work that is left none is written", () => {
  const inputs = { expected: range(100_000, 100_000), upper: any, hard: any };
  const fitted = (steps: number) => {
    const work = new Work(steps);
    return { written: fitContent(plain, inputs, 20, () => true, { work }) !== undefined, isSpent: work.isSpent };
  };
  expect(fitted(5_000)).toEqual({ written: false, isSpent: true });
  expect(fitted(10_000_000)).toEqual({ written: true, isSpent: false });
});

function range(least: number, most: number): { least: number; most: number } {
  return { least, most };
}
