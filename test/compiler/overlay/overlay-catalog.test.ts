import { describe, expect, test } from "vitest";
import { openCatalog } from "../../../compiler/load/catalog/open-catalog.ts";
import { overlayCatalog } from "../../../compiler/overlay/overlay-catalog.ts";
import type { OverlayFile } from "../../../schemas/overlay.ts";

const shipped = openCatalog();
const over = (overlay: OverlayFile) => overlayCatalog(shipped, overlay);

describe("a self-hosted provider", () => {
  const catalog = over({
    providers: {
      local: { dialect: "openai", baseUrl: "http://10.0.0.5:8000/v1", jurisdiction: "DE", retentionDays: 0 },
      guarded: { dialect: "anthropic", baseUrl: "https://llm.acme.test/v1", auth: { env: ["ACME_KEY"] } },
    },
    models: { "local/qwen": { context: 32_768, caps: { tools: true }, price: { input: 0, output: 0 } } },
  });

  test("asks for no key unless it is told otherwise, and speaks its dialect", () => {
    expect(catalog.provider("local")).toMatchObject({
      baseUrl: "http://10.0.0.5:8000/v1",
      paths: { chat: "/chat/completions" },
      auth: { env: [] },
      hosting: "self-hosted",
      jurisdiction: "DE",
      retentionDays: 0,
    });
    expect(catalog.provider("guarded")).toMatchObject({
      paths: { chat: "/messages" },
      auth: { header: "x-api-key", env: ["ACME_KEY"] },
      headers: { "anthropic-version": "2023-06-01" },
    });
  });

  test("has the models that the overlay gives it", () => {
    expect(catalog.modelIds("local")).toEqual(["qwen"]);
    expect(catalog.model("local", "qwen")).toMatchObject({ kind: "chat", context: 32_768, caps: { tools: true } });
    expect(catalog.allModelIds()).toContain("local/qwen");
    expect(catalog.providerIds()).toContain("local");
  });
});

describe("a provider like another", () => {
  const catalog = over({
    providers: { "azure-se": { like: "azure", variables: { resource: "acme" }, jurisdiction: "SE" } },
    models: { "azure-se/gpt-5.4-mini": { name: "chat-2" } },
  });

  test("has its models and facts, and an address of its own", () => {
    expect(catalog.provider("azure-se")).toMatchObject({
      id: "azure-se",
      baseUrl: "https://acme.openai.azure.com/openai/v1",
      jurisdiction: "SE",
      dialect: "azure-openai",
    });
    expect(catalog.modelIds("azure-se")).toEqual(shipped.modelIds("azure"));
    expect(catalog.asOf("azure-se")).toBe(shipped.asOf("azure"));
    expect(catalog.provider("azure")).toEqual(shipped.provider("azure"));
  });

  test("may name a deployment of its own on the wire", () => {
    const model = shipped.model("azure", "gpt-5.4-mini");
    expect(catalog.model("azure-se", "gpt-5.4-mini")).toEqual({ ...model, wireName: "chat-2" });
  });
});

describe("a deployment", () => {
  const catalog = over({
    models: {
      "openai/mini-eu": { like: "openai/gpt-5.4-mini", region: "eu" },
      "openai/mini-ie": { like: "openai/gpt-5.4-mini", region: "eu", jurisdiction: "IE" },
      "openai/mini": { like: "openai/gpt-5.4-mini", name: "gpt-5.4-mini", quality: 0.7 },
    },
  });

  test("in a region is reached at the region's address, as a provider of its own", () => {
    const provider = catalog.provider("openai", "mini-eu");
    expect(provider).toMatchObject({ id: "openai@eu", baseUrl: "https://eu.api.openai.com/v1", region: "eu" });
    expect(catalog.provider("openai", "mini-ie")).toMatchObject({ id: "openai@mini-ie", jurisdiction: "IE" });
    expect(catalog.provider("openai")?.baseUrl).toBe("https://api.openai.com/v1");
    expect(catalog.asOf("openai@eu")).toBe(shipped.asOf("openai"));
  });

  test("without a place of its own is at the provider itself", () => {
    expect(catalog.provider("openai", "mini")).toEqual(shipped.provider("openai"));
    expect(catalog.model("openai", "mini")).toMatchObject({ wireName: "gpt-5.4-mini", quality: 0.7 });
  });

  test("fills the region into an address that has one", () => {
    const bedrock = over({ providers: { bedrock: { region: "eu-central-1" } } }).provider("bedrock");
    expect(bedrock?.baseUrl).toBe("https://bedrock-runtime.eu-central-1.amazonaws.com");
  });
});

describe("a model with facts of its own", () => {
  test("keeps what is not said, and has no limit above its context", () => {
    const catalog = over({ models: { "vllm/Qwen/Qwen3-32B": { context: 4096, caps: { vision: true } } } });
    const model = catalog.model("vllm", "Qwen/Qwen3-32B");
    expect(model?.context).toBe(4096);
    expect(model?.maxOutput ?? 0).toBeLessThanOrEqual(4096);
    expect(model?.caps).toEqual({ ...shipped.model("vllm", "Qwen/Qwen3-32B")?.caps, vision: true });
  });
});

describe("prices", () => {
  const priceOf = (overlay: OverlayFile, id = "gpt-5.6") => over(overlay).model("openai", id)?.price;

  test("are reduced by a discount, in every tier and at every date", () => {
    expect(priceOf({ prices: { "openai/*": { discount: "50%" } } })).toEqual({
      input: 2,
      output: 10,
      cacheRead: 0.2,
      cacheWrite: 2.5,
      tiers: [{ above: 272_000, input: 4, output: 15, cacheRead: 0.4, cacheWrite: 5 }],
      scheduled: [{ from: "2026-11-22", input: 2.5, output: 15, cacheRead: 0.25, cacheWrite: 3.125 }],
    });
  });

  test("are those of the longest key that fits", () => {
    const prices = {
      "*": { discount: "1%" },
      "openai/*": { discount: "50%" },
      "openai/gpt-5.6": { price: { input: 3, output: 7 } },
    };
    expect(priceOf({ prices })).toEqual({ input: 3, output: 7 });
    expect(priceOf({ prices }, "gpt-5.4-mini")?.input).toBe(0.375);
    const own = { "openai/gpt-5.6": { price: { input: 1, output: 1 } } };
    expect(priceOf({ prices, models: own })).toEqual({ input: 1, output: 1 });
  });

  test("do not appear where the catalog has none to reduce", () => {
    const catalog = over({ prices: { "groq/*": { discount: "10%" } } });
    expect(catalog.model("groq", "groq/compound")?.price).toBeUndefined();
  });
});
