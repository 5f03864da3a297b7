import { describe, expect, test } from "vitest";
import { shortJson } from "../../../compiler/report/short-json.ts";
import { textTokens } from "../../../semantics/tokens/text-tokens.ts";

const user = (content: unknown) => ({ role: "user", content });

describe("JSON for a glance", () => {
  test("is on one line where it fits", () => {
    expect(shortJson({ model: "chat", messages: [user("Hello.")], tools: [], n: null }, 100, 5)).toEqual([
      '{ "model": "chat", "messages": [{ "role": "user", "content": "Hello." }], "tools": [], "n": null }',
    ]);
  });

  test("has a member on each line where it does not, nested ones indented", () => {
    expect(shortJson({ model: "chat", messages: [user("Hello."), user("Bye.")], n: 1 }, 50, 9)).toEqual([
      '{ "model": "chat",',
      '  "messages": [ { "role": "user", "content": "Hello." },',
      '    { "role": "user", "content": "Bye." } ],',
      '  "n": 1 }',
    ]);
  });

  test("tells a long text by its beginning, its tokens and its size", () => {
    const text = `The signal box stands beside the railway line. ${"It is closed. ".repeat(40_000)}`;
    const tokens = Math.ceil(textTokens(text).expected).toLocaleString("en");
    expect(shortJson(text, 100, 5)).toEqual([`"The signal box stands beside … (${tokens} tokens, 560 kB)"`]);
  });

  test("tells data by its size alone, and cuts no character in two", () => {
    expect(shortJson(`data:image/png;base64,${"A".repeat(2_000_000)}`, 100, 5)[0]).toMatch(
      /^"data:image\/png;base64,A+ … \(2\.0 MB\)"$/,
    );
    expect(shortJson("😀".repeat(500), 100, 5)).toEqual([`"${"😀".repeat(32)} … (2.0 kB)"`]);
    expect(shortJson("a".repeat(60), 100, 5)).toEqual([`"${"a".repeat(60)}"`]);
    expect(shortJson("a".repeat(61), 100, 5)).toEqual([`"${"a".repeat(32)} … (61 B)"`]);
  });

  test("shows the beginning of a long list, and never more lines than are asked for", () => {
    expect(shortJson([1, 2, 3, 4, 5, 6], 100, 5)).toEqual(["[1, 2, 3, 4, … 2 more]"]);
    const many = { messages: Array.from({ length: 1_500 }, () => user([{ type: "text", text: "x".repeat(50) }])) };
    const lines = shortJson(many, 60, 4);
    expect(lines.length).toBeLessThanOrEqual(4);
    expect(lines.join("\n")).toContain("more");
    const wide = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`field ${i}`, i]));
    expect(shortJson(wide, 40, 4)).toEqual(['{ "field 0": 0,', '  "field 1": 1,', '  "field 2": 2,', "…"]);
  });

  test("prints nothing that a terminal would obey", () => {
    expect(shortJson({ "\u001b": "\u202e\u0085" }, 100, 5)).toEqual(['{ "\\u001b": "��" }']);
  });
});
