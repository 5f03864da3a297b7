import { expect, test } from "vitest";
import { importPolicy } from "../../../compiler/import/import-policy.ts";
import { openCatalog } from "../../../compiler/load/catalog/open-catalog.ts";
import { vanished } from "./vanishing/vanished.ts";

const body = {
  model: "openai/gpt-5.4-mini",
  models: ["openai/gpt-5.4-mini", "anthropic/claude-haiku-4.5", "openai/gpt-5.4-mini:free"],
  provider: {
    order: ["azure", "openai"],
    only: ["azure", "openai"],
    allow_fallbacks: false,
    sort: "price",
    data_collection: "deny",
    max_price: { prompt: 1, completion: 2 },
  },
  transforms: ["middle-out"],
  route: "fallback",
  temperature: 0.4,
  max_tokens: 300,
  messages: [{ role: "user", content: "A text that nobody else may see" }],
};

const imported = (value: unknown) =>
  importPolicy("openrouter", { name: "body.json", text: JSON.stringify(value, undefined, 1) }, { today: "2026-11-20" });

test("`models` become the chain of a route that is asked for as before, and `provider` is fixed", () => {
  const { policy, overlay, table, diagnostics } = imported(body);
  expect(policy).toContain("openai/gpt-5.4-mini:\n    otherwise:");
  expect(policy!.match(/(?<=- )openrouter\S+/g)).toEqual([
    "openrouter/openai/gpt-5.4-mini",
    "openrouter/anthropic/claude-haiku-4.5",
    "openrouter/openai/gpt-5.4-mini:free",
  ]);
  expect(table!.value.plans[0]!.set).toEqual({ provider: body.provider, transforms: ["middle-out"] });
  expect(overlay).toContain("price: { input: 0, output: 0 }");
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
});

test("what clients send is theirs to go on sending, and is not repeated", () => {
  const { policy, diagnostics } = imported(body);
  const told = diagnostics.map(({ message, help }) => `${message} ${help}`).join("\n");
  for (const name of ["temperature", "max_tokens", "messages", "route"]) expect(told).toContain(`\`${name}\``);
  expect(`${policy}${told}`).not.toContain("nobody else");
});

test("several bodies are several routes; what SDKs put under `extra_body` counts", () => {
  const { policy } = imported([
    {
      model: "openai/gpt-5.4-mini",
      extra_body: { models: ["anthropic/claude-haiku-4.5"], provider: { sort: "latency" } },
    },
    { model: "anthropic/claude-haiku-4.5" },
  ]);
  expect(policy).toMatch(/openai\/gpt-5.4-mini:[\s\S]*sort: latency[\s\S]*anthropic\/claude-haiku-4.5:/);
});

test("a body without a model is told", () => {
  const { policy, diagnostics } = imported({ messages: [] });
  expect(policy).toBeUndefined();
  expect(diagnostics.map(({ message }) => message)).toEqual(["this body is not carried over: it names no model"]);
});

test("no member of a body vanishes", () => {
  expect(vanished("openrouter", JSON.stringify(body, undefined, 1), openCatalog())).toEqual([]);
});
