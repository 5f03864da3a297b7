/** What a whole request is claimed to spend, and what providers get of it when every attempt fails and is billed. */
import { describe, expect, test } from "vitest";
import { ask, hello } from "../runtime/running.ts";
import { compiled, overlayOf, refutation, serveOverlay, verdicts } from "./served-overlay.ts";

const price = {
  model: ", maxOutput: 1000, price: { input: 1, output: 2 }, caps: { vision: false, pdf: false, audioIn: false }",
};
const both = overlayOf({ one: "US", two: "FR" }, { one: price, two: price });

function policyOf(otherwise: string, spends: string, more = ""): string {
  return `routes: { chat: { otherwise: ${otherwise}, max: { inputTokens: 1000, outputTokens: 1000, choices: 1 }, deadline: 3s${more} } }
invariants: { all: { spends: ${spends} }, each: { every: t.hardCost(r) <= usd(0.03) } }
`;
}

/** Bytes, and what is counted for each part beside its text: 23,505 tokens at most, and 1,000 of output. */
const PER_ATTEMPT = 0.027;

describe("a claim about a whole request", () => {
  test("counts each target of a chain, and the second round of those whose failure may pass", async () => {
    const chain = "[one/m, two/m]";
    expect(verdicts(compiled(policyOf(chain, `$${4 * PER_ATTEMPT}`), both))).toEqual({ all: "proved", each: "proved" });
    const less = compiled(policyOf(chain, "$0.05"), both);
    expect(verdicts(less)).toEqual({ all: "refuted", each: "proved" });
    expect(refutation(less)).toMatch(/2 × \$0\.\d+ at `one\/m`.* and 2 × \$0\.\d+ at `two\/m`/);
    const { runtime, got, behave } = await serveOverlay(policyOf(chain, "$1"), both, ["one", "two"]);
    for (const id of ["one", "two"]) behave(id, 503);
    await ask(runtime, { body: hello });
    expect([got.get("one")!.length, got.get("two")!.length]).toEqual([2, 2]);
  });

  test("counts one side of a split, and one attempt where no failure goes on", async () => {
    const split = "{ split: { one/m: 50, two/m: 50 }, by: key.id }";
    expect(verdicts(compiled(policyOf(split, `$${2 * PER_ATTEMPT}`), both)).all).toBe("proved");
    const once = policyOf("[one/m, two/m]", `$${PER_ATTEMPT}`, ", fallbackOn: []");
    expect(verdicts(compiled(once, both)).all).toBe("proved");
    const { runtime, got, behave } = await serveOverlay(once, both, ["one", "two"]);
    behave("one", 503);
    await ask(runtime, { body: hello });
    expect([got.get("one")!.length, got.get("two")!.length]).toEqual([1, 0]);
  });

  test("is not kept for a chain because one of its targets is never tried", () => {
    const plain = { model: `${price.model.replace("caps: {", "caps: { jsonSchema: false,")}` };
    const overlay = overlayOf({ one: "US", two: "FR" }, { one: price, two: plain });
    const asked = `, set: { response_format: { type: json_schema, json_schema: { name: a, schema: { type: object } } } }`;
    const policy = (most: number) => policyOf("[one/m, two/m]", `$${most}`, asked);
    expect(verdicts(compiled(policy(2.1 * PER_ATTEMPT), overlay)).all).toBe("proved");
    const less = compiled(policy(PER_ATTEMPT), overlay);
    expect(verdicts(less).all).toBe("refuted");
    expect(refutation(less)).toMatch(/2 × \$0\.\d+ at `one\/m`/);
    expect(refutation(less)).not.toContain("two/m");
  });

  test("is never kept by a target without a price", () => {
    const unpriced = overlayOf({ one: "US", two: "FR" }, { one: price });
    const checked = compiled(policyOf("[one/m, two/m]", "$100"), unpriced);
    expect(verdicts(checked).all).toBe("refuted");
    expect(refutation(checked)).toContain("`two/m`, whose price is not known");
  });
});

test("a claim by the hard figure is refuted where one by the upper figure is proved", () => {
  const claims = `invariants: { upper: { every: t.maxCost(r) <= usd(0.0101) }, hard: { every: t.hardCost(r) <= usd(0.0101) } }`;
  const policy = policyOf("one/m", "$1").replace(/invariants[\s\S]*/, claims);
  expect(verdicts(compiled(policy, both))).toEqual({ upper: "proved", hard: "refuted" });
});

describe("what the policy adds to a request", () => {
  const schema = (fields: number) => {
    const properties = Object.fromEntries(Array.from({ length: fields }, (_, i) => [`field_${i}`, { type: "number" }]));
    return JSON.stringify({ type: "json_schema", json_schema: { name: "a", schema: { type: "object", properties } } });
  };
  const policy = (fields: number) =>
    `routes: { chat: { otherwise: one/m, set: { response_format: ${schema(fields)} }, max: { inputTokens: 1000, textBytes: 600 } } }
invariants: { other: { every: 't.id !== "one/m"' } }
`;

  test("counts as text that the route lets in: a request that is shown is served, and none is where nothing is", async () => {
    for (const [fields, verdict, status] of [
      [2, "refuted", 200],
      [60, "proved", 400],
    ] as const) {
      const checked = compiled(policy(fields), both);
      expect(verdicts(checked).other).toBe(verdict);
      const { runtime } = await serveOverlay(policy(fields), both, ["one", "two"]);
      const shown = checked.proofs.find(({ claim }) => claim === "other")?.shown?.witness.request;
      const { model = "chat", messages = hello.messages } = shown ?? {};
      expect((await ask(runtime, { body: { model, messages } })).status).toBe(status);
    }
  });
});
