import { describe, expect, test } from "vitest";
import { estimateInputTokens } from "../../semantics/facts/input-tokens.ts";
import { estimateTokens } from "../../semantics/facts/token-estimate.ts";

describe("a text's tokens", () => {
  test.each<[string, number]>([
    ["", 0],
    ["word", 1.45],
    ["a longer one", 1.45 + 2 * 0.95],
    ["(word)", 2 * 1.05 + 0.75],
    ["getElementById", 1.45 + 3 * 1.04],
    ["internationalization", 1.45 + 11 * 0.26],
    ["HTTP", 1.45 + 3 * 0.09],
    ["1", 1.05],
    ["123", 1.05],
    ["1234567", 3 * 1.05],
    ["...", 1.05 + 2 * 0.11],
    ["=".repeat(10), 1.05 + 7 * 0.11 + 2 * 0.02],
    ["a\n\n\nb", 2 * 1.45 + 0.83],
    ["a     b", 1.45 + 0.95],
    ["né", 1.45 + 1.2],
    ["привет", 6 * 0.4],
    ["你好。", 2 * 0.8 + 0.33],
    ["かな", 2 * 0.66],
    ["한국", 2 * 0.73],
    ["ไทย", 3 * 0.6],
    ["🙂", 2 * 0.5],
  ])("%j", (text, tokens) => {
    expect(estimateTokens(text)).toBeCloseTo(tokens, 9);
  });

  test("a long mix of letters and digits is counted per character", () => {
    const encoded = "aGVsbG8gd29ybGQhIHRoaXMgaXM";
    expect(estimateTokens(encoded)).toBeCloseTo(encoded.length * 0.65, 9);
    expect(estimateTokens(`${encoded} word`)).toBeCloseTo(encoded.length * 0.65 + 0.95, 9);
    expect(estimateTokens("getElementByIdFromCache")).toBeCloseTo(1.45 + 5 * 1.04, 9);
  });

  test("is between a seventh and a quarter of the characters of English prose", () => {
    const prose = "Customers who bought a subscription last year may ask for a refund until the end of March. ".repeat(
      50,
    );
    expect(estimateTokens(prose) / prose.length).toBeGreaterThan(1 / 7);
    expect(estimateTokens(prose) / prose.length).toBeLessThan(1 / 4);
  });
});

describe("a body's tokens", () => {
  const words = (count: number) => "word ".repeat(count).trim();
  const user = (content: unknown) => ({ role: "user", content });

  test("are a reply, four per message and the texts, rounded up", () => {
    expect(estimateInputTokens({})).toBe(3);
    expect(estimateInputTokens({ messages: [user(""), user("")] })).toBe(11);
    expect(estimateInputTokens({ messages: [user(words(100))] })).toBe(Math.ceil(7 + 1.45 + 99 * 0.95));
    expect(estimateInputTokens({ messages: [user([{ type: "text", text: words(100) }])] })).toBe(
      Math.ceil(7 + 1.45 + 99 * 0.95),
    );
  });

  test("count an image as an image, however long its data is", () => {
    const url = `data:image/png;base64,${"iVBORw0KGgo9".repeat(100_000)}`;
    expect(estimateInputTokens({ messages: [user([{ type: "image_url", image_url: { url } }])] })).toBe(807);
  });

  test("count tool calls, and tools with a tenth on top", () => {
    const call = { function: { name: "word", arguments: words(10) } };
    expect(estimateInputTokens({ messages: [{ role: "assistant", tool_calls: [call] }] })).toBe(
      Math.ceil(7 + 2 * 1.45 + 9 * 0.95),
    );
    const tools = [{ type: "function", function: { name: "look", parameters: {} } }];
    expect(estimateInputTokens({ tools })).toBe(Math.ceil(3 + estimateTokens(JSON.stringify(tools)) * 1.1));
  });
});
