import { describe, expect, test } from "vitest";
import { shortenMessage, shortenType } from "../../../compiler/types/shorten.ts";

describe("a type is shortened", () => {
  test.each([
    ["string | undefined", "string | undefined"],
    ['"a" | "b" | "c" | "d" | "e"', '"a" | "b" | "c" | "d" | "e"'],
    ['"a" | "b" | "c" | "d" | "e" | "f"', '"a" | "b" | "c" | "d" | … 2 more'],
    ['"a" | "b" | "c" | "d" | "e" | ... 212 more ... | "z"', '"a" | "b" | "c" | "d" | … 214 more'],
    ['Facts<{ readonly team: "string"; }, "team", "standard" | "premium">', "Facts"],
    ["(r: Facts<{ a: () => void; }>) => boolean", "(r: Facts) => boolean"],
    ['NoInfer<Strategy<"a">> | Reject', "Strategy | Reject"],
    ["{ a: string; }", "{ a: string; }"],
    [`{ ${"readonly name: string; ".repeat(9)}}[]`, "{ … }[]"],
  ])("%s", (type, short) => {
    expect(shortenType(type)).toBe(short);
  });

  test("where a message quotes it", () => {
    expect(shortenMessage("Type 'string' has no 'it's'. Use '{ a: 1; }'")).toBe(
      "Type `string` has no `it's`. Use `{ a: 1; }`",
    );
  });
});
