import { describe, expect, test } from "vitest";
import { bothTerms } from "../../../compiler/plan/terms.ts";

describe("the terms of a rule in its route", () => {
  test("are empty when neither has any", () => {
    expect(bothTerms({}, {})).toEqual({});
  });

  test("allow the smaller cost", () => {
    expect(bothTerms({ maxCost: 2 }, { maxCost: 1 })).toEqual({ maxCost: 1 });
    expect(bothTerms({ maxCost: 1 }, { maxCost: 2 })).toEqual({ maxCost: 1 });
    expect(bothTerms({ maxCost: 1 }, {})).toEqual({ maxCost: 1 });
  });

  test("allow the countries that both allow", () => {
    expect(bothTerms({ jurisdictions: ["DE", "FR"] }, { jurisdictions: ["FR", "US"] })).toEqual({
      jurisdictions: ["FR"],
    });
    expect(bothTerms({}, { jurisdictions: ["FR"] })).toEqual({ jurisdictions: ["FR"] });
    expect(bothTerms({ jurisdictions: ["DE"] }, { jurisdictions: ["US"] })).toEqual({ jurisdictions: [] });
  });

  test("fix a parameter as the rule says, where both fix it", () => {
    const set = { temperature: 0, seed: 7 };
    expect(bothTerms({ set }, { set: { temperature: 1 } })).toEqual({ set: { temperature: 1, seed: 7 } });
    expect(bothTerms({ set }, {})).toEqual({ set });
  });

  test.each([
    ["max_tokens", "max_completion_tokens"],
    ["max_completion_tokens", "max_tokens"],
  ])("replace a route's %s by a rule's %s", (ofRoute, ofRule) => {
    expect(bothTerms({ set: { [ofRoute]: 100 } }, { set: { [ofRule]: 50 } })).toEqual({ set: { [ofRule]: 50 } });
  });
});
