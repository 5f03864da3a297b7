import { expect, test } from "vitest";
import { runPolicy } from "../agreement/run-policy.ts";
import type { ReferenceFacts } from "../reference/read-facts.ts";
import { readFacts } from "../reference/read-facts.ts";
import { countOf, type Parts, pointsOf, requestOf, requestParts } from "./all-requests.ts";
import { bruteForce, ROUTE, type RunPolicy } from "./brute-force.ts";
import { enumerablePolicy } from "./enumerable-policy.ts";
import { Mentions } from "./mentions.ts";

const run = (source: string): RunPolicy => runPolicy(`export default policy(${source});`) as RunPolicy;

function partsOf(note: (mentions: Mentions) => void, max = {}): Parts {
  const mentions = new Mentions();
  note(mentions);
  return requestParts(mentions, ROUTE, max)!;
}

test("the oracle tells conditions that cannot hold, rules that are taken, and what is left", () => {
  const policy = run(`{ routes: { main: {
    rules: [
      { when: (r) => r.images > 1 && !r.needs.vision, use: "alpha/mid" },
      { when: (r) => r.images > 0, use: "alpha/tiny" },
      { when: (r) => r.images >= 2, use: "alpha/mid" },
      { when: (r) => r.images < 1, use: "alpha/wide" },
    ],
    otherwise: "alpha/huge",
  } } }`);
  const parts = partsOf((mentions) => {
    mentions.cut("images", 1, 2);
    mentions.flags.add("needs.vision");
  });
  expect(countOf(parts)).toBe(3);
  // No image; one; two or more.
  expect([...bruteForce(policy, parts).holding].sort()).toEqual([0b0010, 0b0110, 0b1000]);
});

test("a claim is broken where any target that can be tried breaks it, and within the route's bounds alone", () => {
  const policy = run(`{
    routes: { main: { otherwise: chain("alpha/tiny", "delta/mid"), max: { inputTokens: 2000, choices: 1 } } },
    invariants: {
      near: { every: (t) => t.jurisdiction === "US" },
      cheap: { every: (t, r) => t.maxCost(r) <= usd(0.044) },
      cheaper: { every: (t, r) => t.maxCost(r) < usd(0.03) },
      wide: { some: (t) => t.context >= 2_000 },
      one: { survives: { providers: 1 } },
    },
  }`);
  const max = { inputTokens: 2_000, choices: 1 };
  const parts = partsOf((mentions) => {
    mentions.costs = true;
    mentions.cut("inputTokens", 2_001);
    for (const id of ["alpha/tiny", "delta/mid"]) mentions.targets.add(id);
  }, max);
  const { refuted } = bruteForce(policy, parts);
  // 2,000 tokens are at most 8,000, at $5 and 400 at $10 per million $0.044: $8 is what output costs beyond 1,000 tokens,
  // and the provider may count fewer. With an image only tiny is left, with tools only mid.
  expect([...refuted.keys()].sort()).toEqual(["cheaper", "near", "one", "wide"]);
  expect((refuted.get("cheaper")!.facts as ReferenceFacts).tokens.upper).toBeGreaterThan(5_200);
});

test("the facts that are put together from parts are those of the whole request", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { mentions } = enumerablePolicy(seed);
    const parts = requestParts(mentions, ROUTE, {});
    if (parts === undefined || countOf(parts) > 20_000) continue;
    const points = [...pointsOf(parts)];
    for (const point of points.filter((_, i) => i % Math.ceil(points.length / 20) === 0)) {
      const { text, sample, sampleWith, local, budget, latency, health, ...facts } = readFacts(
        requestOf(point, ROUTE),
        ROUTE,
      );
      expect(point.facts).toMatchObject(facts);
      for (const literal of mentions.text.includes)
        expect(point.facts.text.includes(literal)).toBe(text.includes(literal));
      expect(point.facts.sample("metadata.plan" as never)).toBe(sample("metadata.plan" as never));
      expect(point.facts.sample("weekday" as never)).toBe(sample("weekday" as never));
      expect(point.facts.budget.team?.left).toBe(budget.team?.left);
      const [was, is] = [latency, point.facts.latency].map((of) => of["alpha/mid" as never]);
      expect(is).toEqual(was);
      expect(point.facts.health["alpha/mid" as never]).toBe(health["alpha/mid" as never]);
    }
  }
});
