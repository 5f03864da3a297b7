/** Where each class of failure leads: what is proved of it, what is in the table, and what providers and clients see. */
import { describe, expect, test } from "vitest";
import type { Table } from "../../schemas/table.ts";
import { compileFiles } from "../compiler/in-memory.ts";
import { ask, hello } from "../runtime/running.ts";
import { type Conduct, compiled, overlayOf, refutation, serveOverlay, verdicts } from "./served-overlay.ts";

const laws = { one: "FR", two: "FR", three: "FR", four: "US" };
const ids = Object.keys(laws);
const overlay = overlayOf(laws, { three: { model: ", maxOutput: 1000" } });

/** Lines of YAML. */
function policyOf(fallbackOn: string, more = ""): string {
  return `tiers: { plan: [one/m, two/m], other: [three/m, four/m] }
routes: { chat: { otherwise: plan, max: { inputTokens: 1000, outputTokens: 1000 }, deadline: 4s, fallbackOn: ${fallbackOn} } }
${more}`;
}

async function serve(fallbackOn: string, conducts: Readonly<Record<string, Conduct>>) {
  const served = await serveOverlay(policyOf(fallbackOn), overlay, ids);
  for (const [id, conduct] of Object.entries(conducts)) served.behave(id, conduct);
  const reply = await ask(served.runtime, { body: hello });
  const asked = ids.map((id) => served.got.get(id)!.length);
  return { reply, asked };
}

describe("a failure", () => {
  test("leads where its class does, in place of the next target, and the headers say so", async () => {
    const { reply, asked } = await serve("{ content-filter: other }", { one: "content_filter" });
    expect([reply.status, asked]).toEqual([200, [1, 0, 1, 0]]);
    expect(reply.headers).toMatchObject({
      "x-pointsman-target": "three/m",
      "x-pointsman-attempts": "2",
      "x-pointsman-fallback": "content-filter=other",
    });
  });

  test("of any other class does what it does without a word", async () => {
    const other = await serve("{ content-filter: other }", { one: 503 });
    expect([other.reply.status, other.asked]).toEqual([200, [1, 1, 0, 0]]);
    expect(other.reply.headers["x-pointsman-fallback"]).toBeUndefined();
    const refused = await serve("{ content-filter: other }", { one: "invalid_value" });
    expect([refused.reply.status, refused.asked]).toEqual([400, [1, 0, 0, 0]]);
  });

  test.each<[string, Conduct, number[]]>([
    ["{ overloaded: false }", 503, [1, 0, 0, 0]],
    ["{ content-filter: true }", "content_filter", [1, 1, 0, 0]],
    ["{ default: other }", 503, [1, 0, 1, 0]],
    ["{ default: other }", "content_filter", [1, 0, 0, 0]],
    ["{ default: false, overloaded: other }", 503, [1, 0, 1, 0]],
    ["{ default: false, overloaded: other }", 500, [1, 0, 0, 0]],
    ["{ default: true, content-filter: other }", 500, [1, 1, 0, 0]],
    ["{ overloaded: four/m }", 503, [1, 0, 0, 1]],
    ["{ overloaded: [four/m, three/m] }", 503, [1, 0, 0, 1]],
  ])("by %s goes on from %s as it says", async (fallbackOn, conduct, expected) => {
    expect((await serve(fallbackOn, { one: conduct })).asked).toEqual(expected);
  });

  test("inside the tier it led to goes on there, and back to what was tried by nobody", async () => {
    const twice = await serve("{ content-filter: other }", { one: "content_filter", three: "content_filter" });
    expect([twice.reply.status, twice.asked]).toEqual([200, [1, 0, 1, 1]]);
    const round = "{ content-filter: other, context-length: plan }";
    const back = await serve(round, { one: "content_filter", three: "context_length_exceeded" });
    expect([back.reply.status, back.asked]).toEqual([200, [1, 1, 1, 0]]);
    const led = "content-filter=other, context-length=plan";
    expect(back.reply.headers["x-pointsman-fallback"]).toBe(led);
    const refuse: Conduct = "content_filter";
    const all = await serve(round, { one: refuse, two: refuse, three: refuse, four: refuse });
    expect([all.reply.status, all.asked]).toEqual([400, [1, 0, 1, 1]]);
    expect(all.reply.json.error).toMatchObject({ code: "content_filter", attempts: [{ led: "other" }, {}, {}] });
  });

  test("that the breaker knows of leads there as well, and asks the target that is down no more", async () => {
    const served = await serveOverlay(policyOf("{ overloaded: other }"), overlay, ids);
    served.behave("one", 503);
    for (let i = 0; i < 12; i++) expect((await ask(served.runtime, { body: hello })).status).toBe(200);
    const [one, two, three] = ids.map((id) => served.got.get(id)!.length);
    expect([two, three]).toEqual([0, 12]);
    expect(one).toBeLessThan(8);
    // Nothing else is left: what is known to be down is asked all the same.
    for (const id of ["three", "four"]) served.behave(id, "content_filter");
    expect((await ask(served.runtime, { body: hello })).json.error?.code).toBe("content_filter");
    for (const id of ["three", "four"]) served.behave(id, 500);
    served.behave("one", "answer");
    expect((await ask(served.runtime, { body: hello })).headers["x-pointsman-target"]).toBe("one/m");
  });

  test("leads to targets on the terms of the rule that decided, and ends the request where none is left", async () => {
    const policy = policyOf("{ overloaded: four/m }").replace("deadline", "jurisdictions: [FR], deadline");
    const served = await serveOverlay(policy, overlay, ids);
    served.behave("one", 503);
    expect((await ask(served.runtime, { body: hello })).status).toBe(503);
    expect(ids.map((id) => served.got.get(id)!.length)).toEqual([2, 0, 0, 0]);
  });
});

describe("a claim", () => {
  const claims = `invariants:
  french: { every: 't.jurisdiction === "FR"' }
  up: { survives: { providers: 1 } }
`;
  const proofs = (fallbackOn: string) => verdicts(compiled(policyOf(fallbackOn, claims), overlay));

  test("about every target is about those that a failure leads to", () => {
    expect(proofs("{ content-filter: three/m }")).toEqual({ french: "proved", up: "proved" });
    const left = compiled(policyOf("{ content-filter: other }", claims), overlay);
    expect(verdicts(left)).toEqual({ french: "refuted", up: "proved" });
    expect(refutation(left)).toContain("`four/m`");
    const { shown } = left.diagnostics.find(({ code }) => code === "invariant/refuted")!;
    expect(shown!.trace.map(({ text }) => text)).toEqual(
      expect.arrayContaining(["attempt 1 can go to `one/m`", "its failure by `content-filter` leads to `other`"]),
    );
    // It cannot occur: nobody waits for a first token.
    expect(proofs("{ timeout-first-token: other }")).toEqual({ french: "proved", up: "proved" });
  });

  test.each([
    ["{ overloaded: three/m }", "proved"],
    // What fails is all that there is.
    ["{ overloaded: one/m }", "refuted"],
    ["{ overloaded: false }", "refuted"],
    ["{ content-filter: one/m }", "proved"],
    ["{ default: three/m }", "proved"],
    ["{ default: three/m, content-filter: true }", "proved"],
    ["{ default: plan }", "proved"],
  ])("that one provider may fail, where failures lead by %s, is %s", (fallbackOn, verdict) => {
    expect(proofs(fallbackOn).up).toBe(verdict);
  });

  test("about two outages counts the one that leads elsewhere", () => {
    const two = (fallbackOn: string) =>
      verdicts(compiled(policyOf(fallbackOn, "invariants: { up: { survives: { providers: 2 } } }\n"), overlay)).up;
    expect(two("{ overloaded: three/m }")).toBe("refuted");
    expect(two("{ default: other }")).toBe("proved");
    expect(two("{ default: three/m }")).toBe("refuted");
  });

  test("about time counts the targets that an outage leads to, not those of a refusal", () => {
    const late = (fallbackOn: string) =>
      verdicts(compiled(policyOf(fallbackOn, claims).replace("4s", "3500ms"), overlay)).up;
    expect(late("{ content-filter: other }")).toBe("proved");
    expect(late("{ overloaded: other }")).toBe("refuted");
  });

  test("about money counts all that one request can be led to", () => {
    const priced = overlayOf(
      laws,
      Object.fromEntries(ids.map((id) => [id, { model: ", price: { input: 1, output: 1 }" }])),
    );
    const isProved = (fallbackOn: string, usd: number) => {
      const claim = `invariants: { money: { spends: $${usd.toFixed(6)} } }\n`;
      return verdicts(compiled(policyOf(fallbackOn, claim), priced)).money === "proved";
    };
    const least = (fallbackOn: string) => {
      let [low, high] = [0, 8];
      while (high - low > 1e-3) {
        const middle = (low + high) / 2;
        if (isProved(fallbackOn, middle)) high = middle;
        else low = middle;
      }
      return high;
    };
    const two = least("{ content-filter: false }");
    expect(least("{ content-filter: other }")).toBeCloseTo(2 * two, 2);
    expect(least("{ content-filter: three/m }")).toBeCloseTo(1.5 * two, 2);
    expect(least("{ content-filter: plan }")).toBeCloseTo(two, 2);
    expect(least("{ default: three/m }")).toBeCloseTo(two, 2);
  });
});

describe("a table", () => {
  const tableOf = (fallbackOn: string): Table =>
    JSON.parse(
      compileFiles({ "routes.yaml": policyOf(fallbackOn), "catalog.yaml": overlay }, { verify: false }).table!.text,
    ) as Table;

  test("says by class which plan serves in place of the next target, and asks for a runtime that does", () => {
    const { plans, routes, features } = tableOf("{ content-filter: other, overloaded: other, bad-request: true }");
    const own = plans[(routes[0]!.otherwise as { plan: number }).plan]!;
    expect(Object.keys(own.failing!)).toEqual(["content-filter", "overloaded"]);
    expect(new Set(Object.values(own.failing!).map(({ plan, tier }) => `${plan} ${tier}`)).size).toBe(1);
    expect(routes[0]!.fallbackOn).toContain("bad-request");
    expect(features).toContain("plan/failing");
  });

  test("is the same for words that say nothing new", () => {
    expect(tableOf("{ default: true, quota: true }")).toEqual(tableOf("{}"));
    expect(tableOf("{ default: false, quota: true }")).toEqual(tableOf("[quota]"));
  });
});
