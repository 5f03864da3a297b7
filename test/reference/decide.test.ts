import { expect, test } from "vitest";
import { policy, reject } from "../../dsl/policy.ts";
import { chain } from "../../dsl/strategies.ts";
import { type ReferenceCatalog, type ReferencePolicy, referenceDecide } from "./decide.ts";
import type { ReferenceRequest } from "./read-facts.ts";

const anything: ReturnType<ReferenceCatalog> = {
  provider: {
    id: "p",
    name: "P",
    dialect: "openai",
    baseUrl: "http://p",
    paths: {},
    auth: { env: [] },
    hosting: "host",
  },
  model: { kind: "chat", context: 1_000_000 },
};

const written: ReferencePolicy = {
  tiers: { outer: { chain: ["inner", "b/2"] }, inner: { chain: ["a/1", "a/1"] } },
  routes: {
    main: {
      rules: [
        { when: (r) => r.needs.vision, use: "outer" },
        { when: (r) => r.metadata.priority === "high" && r.hour < 12, use: "b/2" },
        { when: (r) => !(r.maxOutputTokens! > 5), use: reject(402, "Ask for more.") },
      ],
      otherwise: ["c/3", "outer"],
    },
  },
};

function decided(body: object, metadata: Record<string, string> = {}): unknown {
  const key = { id: "k", tags: [] };
  const now = new Date("2026-01-01T11:59:59Z");
  const request: ReferenceRequest = { body: { model: "main", ...body }, key, metadata, endpoint: "chat", now };
  const { rule, result } = referenceDecide(written, request, () => anything);
  return [rule, result];
}

test("the first rule whose condition holds decides; tiers are followed and targets tried once", () => {
  const image = { messages: [{ role: "user", content: [{ type: "image_url" }] }] };
  expect(decided(image, { priority: "high" })).toEqual([0, ["a/1", "b/2"]]);
  expect(decided({}, { priority: "high" })).toEqual([1, ["b/2"]]);
});

test("a missing value compares as in JavaScript", () => {
  expect(decided({})).toEqual([2, { status: 402, message: "Ask for more." }]);
  expect(decided({ max_tokens: 6 })).toEqual(["otherwise", ["c/3", "a/1", "b/2"]]);
});

test("what the constructors return is what the reference reads", () => {
  const routes = { main: { otherwise: chain("b/2" as never) } };
  expect(policy({ routes })).toEqual({ routes: { main: { otherwise: { chain: ["b/2"] } } } });
  expect(reject(403, "No.")).toEqual({ reject: 403, message: "No." });
});
