import { describe, expect, test } from "vitest";
import { nearest } from "../../../compiler/diagnostics/closest.ts";

describe("the nearest of the candidates", () => {
  test.each([
    ["standart", ["standard", "premium"], { closest: "standard", certain: true }],
    ["stadnard", ["standard"], { closest: "standard", certain: true }],
    ["Standard", ["standard"], { closest: "standard", certain: true }],
    ["xyz", ["standard"], { certain: false }],
    ["standard", [], { certain: false }],
  ])("of %s is certain when no other is as near", (name, candidates, expected) => {
    expect(nearest(name, candidates)).toEqual(expected);
  });

  test("is not certain among equals", () => {
    expect(nearest("tier-c", ["tier-a", "tier-b"])).toEqual({ closest: "tier-a", certain: false });
  });

  test("is not certain when a digit differs: versions look alike", () => {
    expect(nearest("gpt-5.9-mini", ["gpt-5.4-mini"])).toEqual({ closest: "gpt-5.4-mini", certain: false });
  });

  test("is not certain when more than two letters differ", () => {
    expect(nearest("batch-sumaris-x", ["batch-summaries"])).toEqual({ closest: "batch-summaries", certain: false });
  });
});
