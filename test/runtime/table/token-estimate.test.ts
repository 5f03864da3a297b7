import { describe, expect, test } from "vitest";
import { estimateInputTokens } from "../../../runtime/table/facts/input-tokens.ts";
import { estimateTokens } from "../../../runtime/table/facts/token-estimate.ts";

describe("a text's tokens", () => {
  test.each<[string, number]>([
    ["", 0],
    ["word", 0.785],
    ["a longer one", 3 * 0.785],
    ["getElementById", 4 * 0.785],
    ["internationalization", 0.785 + 13 * 0.27],
    ["1", 0.855],
    ["123", 0.855],
    ["1234567", 3 * 0.855],
    ["...", 1.02 + 2 * 0.04],
    ["a\n\n\nb", 2 * 0.785 + 0.5],
    ["a     b", 2 * 0.785 + 0.29],
    ["né", 0.785 + 1.2],
    ["привет", 6 * 0.4],
    ["你好", 2 * 0.83],
    ["かな", 2 * 0.66],
    ["한국", 2 * 0.73],
    ["ไทย", 3 * 0.6],
    ["🙂", 2 * 0.5],
  ])("%j", (text, tokens) => {
    expect(estimateTokens(text)).toBeCloseTo(tokens, 9);
  });

  test("a long mix of letters and digits is counted per character", () => {
    const encoded = "aGVsbG8gd29ybGQhIHRoaXMgaXM";
    expect(estimateTokens(encoded)).toBeCloseTo(encoded.length * 0.62, 9);
    expect(estimateTokens(`${encoded} word`)).toBeCloseTo(encoded.length * 0.62 + 0.785, 9);
    expect(estimateTokens("getElementByIdFromCache")).toBeCloseTo(6 * 0.785, 9);
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
    expect(estimateInputTokens({ messages: [user(words(100))] })).toBe(Math.ceil(7 + 78.5));
    expect(estimateInputTokens({ messages: [user([{ type: "text", text: words(100) }])] })).toBe(Math.ceil(7 + 78.5));
  });

  test("count an image as an image, however long its data is", () => {
    const url = `data:image/png;base64,${"iVBORw0KGgo9".repeat(100_000)}`;
    expect(estimateInputTokens({ messages: [user([{ type: "image_url", image_url: { url } }])] })).toBe(807);
  });

  test("count tool calls, and tools with a tenth on top", () => {
    const call = { function: { name: "word", arguments: words(10) } };
    expect(estimateInputTokens({ messages: [{ role: "assistant", tool_calls: [call] }] })).toBe(
      Math.ceil(7 + 11 * 0.785),
    );
    const tools = [{ type: "function", function: { name: "look", parameters: {} } }];
    expect(estimateInputTokens({ tools })).toBe(Math.ceil(3 + estimateTokens(JSON.stringify(tools)) * 1.1));
  });
});
