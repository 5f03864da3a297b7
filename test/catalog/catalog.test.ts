/** The shipped catalog: every file is valid, and no fact contradicts another. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../compiler/load/catalog/read-document.ts";
import {
  type ModelEntry,
  modelsFile,
  type Price,
  type ProviderFile,
  providerFile,
  type Rates,
} from "../../schemas/catalog.ts";

const root = fileURLToPath(new URL("../../catalog/", import.meta.url));
const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const providers = folders.map(({ name: folder }) => ({
  folder,
  provider: readDocument<ProviderFile>(`${root}${folder}/provider.yaml`, providerFile).value,
  file: readDocument(`${root}${folder}/models.yaml`, modelsFile).value,
}));
const remote = providers.filter(({ provider }) => provider.hosting !== "self-hosted");
const models = providers.flatMap(({ folder, file }) =>
  Object.entries(file.models).map(([id, model]) => ({
    provider: folder,
    id,
    model,
    siblings: file.models,
    asOf: file.asOf,
  })),
);

/** The names of the models that break a rule, so that a failure shows all of them. */
function breaking(rule: (model: ModelEntry, from: (typeof models)[number]) => boolean): string[] {
  return models.filter((from) => !rule(from.model, from)).map(({ provider, id }) => `${provider}/${id}`);
}

describe("providers", () => {
  it.each(providers)("$folder is the id in its own file", ({ folder, provider }) => {
    expect(provider.id).toBe(folder);
  });

  it.each(providers)("$folder has an endpoint for each kind of model", ({ provider, file }) => {
    const kinds = new Set(Object.values(file.models).map(({ kind }) => kind));
    if (kinds.has("chat")) expect(provider.paths.chat).toMatch(/^\//);
    else expect(provider.paths.embeddings ?? provider.paths.rerank).toMatch(/^\//);
  });

  it.each(remote)("$folder is reached over https, with a key from the variables that it names", ({ provider }) => {
    for (const url of [provider.baseUrl, ...Object.values(provider.regionUrls ?? {})]) {
      expect(new URL(url.replaceAll(/[{}]/g, "")).protocol).toBe("https:");
    }
    expect(provider.auth.header).toBeTruthy();
    expect(provider.auth.env.length).toBeGreaterThan(0);
    expect(new Set(provider.auth.env).size).toBe(provider.auth.env.length);
  });

  it.each(providers)("$folder lists exactly the variables of its URLs", ({ provider }) => {
    const urls = [provider.baseUrl, ...Object.values(provider.regionUrls ?? {})];
    const used = urls.flatMap((url) => [...url.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!));
    expect(Object.keys(provider.variables ?? {}).toSorted()).toEqual([...new Set(used)].toSorted());
  });

  it("are known under one name in a public list", () => {
    for (const list of ["models.dev", "litellm"] as const) {
      const names = providers.flatMap(({ folder, provider }) => provider.listedAs?.[list] ?? [folder]);
      expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
    }
  });

  it("never share a variable", () => {
    const names = providers.flatMap(({ provider }) => provider.auth.env);
    expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
  });

  it.each(providers)("$folder lists its models in alphabetical order", ({ file }) => {
    expect(Object.keys(file.models)).toEqual(Object.keys(file.models).toSorted());
    expect(Object.keys(file.models).length).toBeGreaterThan(0);
  });
});

describe("limits", () => {
  it("let no model write more than its context", () => {
    expect(breaking((model) => (model.maxOutput ?? 0) <= model.context)).toEqual([]);
  });

  it("let no model read more than its context", () => {
    expect(breaking((model) => (model.maxInput ?? 0) <= model.context)).toEqual([]);
  });

  it("of a reasoning budget are in order", () => {
    expect(breaking(({ reasoningTokens: r }) => (r?.min ?? 0) <= (r?.max ?? Infinity))).toEqual([]);
  });
});

describe("prices", () => {
  it("are at most 200 dollars per million tokens in, and 600 out", () => {
    expect(breaking(({ price }) => allRates(price).every(inRange))).toEqual([]);
  });

  it("never charge more for a cached token than for a new one", () => {
    expect(breaking(({ price }) => allRates(price).every((r) => (r.cacheRead ?? 0) <= (r.input ?? Infinity)))).toEqual(
      [],
    );
  });

  it("have an input rate and the day they were seen", () => {
    const isLocal = (id: string) => !remote.some(({ folder }) => folder === id);
    expect(
      breaking(({ price, priceAsOf }, { provider }) => {
        if (!price) return true;
        return (price.input ?? price.per1kQueries) !== undefined && (!!priceAsOf || isLocal(provider));
      }),
    ).toEqual([]);
  });

  it("have tiers that ascend and begin within the context", () => {
    const bounds = ({ price, context }: ModelEntry): number[] => [
      0,
      ...(price?.tiers ?? []).map(({ above }) => above),
      context,
    ];
    expect(breaking((model) => ascends(bounds(model)))).toEqual([]);
  });

  it("are scheduled in order, after the day of the catalog", () => {
    const days = (price: Price | undefined): string[] => (price?.scheduled ?? []).map(({ from }) => from);
    expect(breaking(({ price }, { asOf }) => ascends([asOf, ...days(price)]))).toEqual([]);
  });
});

describe("life cycles", () => {
  it("name a replacement that exists and is not retired itself", () => {
    const good = (id: string | undefined, siblings: Record<string, ModelEntry>): boolean =>
      id === undefined || (siblings[id] !== undefined && siblings[id].status !== "retired");
    expect(breaking(({ replacement }, { siblings }) => good(replacement, siblings))).toEqual([]);
  });

  it("end in a past day for what is retired, in a later one for everything else", () => {
    expect(
      breaking(({ status, retiresOn }, { asOf }) => !retiresOn || (status === "retired") === retiresOn <= asOf),
    ).toEqual([]);
  });

  it("have a day of retirement, but for these models whose day nobody lists", () => {
    expect(breaking(({ status, retiresOn }) => status !== "retired" || !!retiresOn)).toEqual([
      "anthropic/claude-3-5-haiku-20241022",
      "anthropic/claude-3-haiku-20240307",
      "anthropic/claude-3-sonnet-20240229",
      "google/gemini-1.5-flash-8b",
      "google/gemini-1.5-pro",
      "openai/o1-mini",
      "openai/o1-preview",
      "xai/grok-4",
    ]);
  });

  it("begin before they end", () => {
    expect(breaking(({ releaseDate, retiresOn }) => (releaseDate ?? "0") <= (retiresOn ?? "9"))).toEqual([]);
  });
});

describe("what models can do", () => {
  it("agrees with what they read", () => {
    const reads = { vision: "image", pdf: "pdf", audioIn: "audio", videoIn: "video" } as const;
    expect(
      breaking(({ caps, modalities }) =>
        Object.entries(reads).every(
          ([cap, kind]) => !modalities || caps?.[cap] === undefined || caps[cap] === modalities.in.includes(kind),
        ),
      ),
    ).toEqual([]);
  });

  it("are asked in a format that their provider has", () => {
    const formats = new Map(providers.map(({ folder, provider }) => [folder, Object.keys(provider.formats ?? {})]));
    const wrong = models.filter(
      ({ provider, model }) => model.format && !formats.get(provider)?.includes(model.format),
    );
    expect(wrong.map(({ provider, id }) => `${provider}/${id}`)).toEqual([]);
  });

  it("drops the sampling parameters of models that refuse a temperature", () => {
    expect(
      breaking(({ caps, parameters, kind }) => {
        const dropped = parameters?.drop ?? [];
        return (
          kind !== "chat" || caps?.temperature !== false || ["temperature", "top_p"].every((p) => dropped.includes(p))
        );
      }),
    ).toEqual([]);
  });

  it("gives efforts to models that reason only", () => {
    expect(breaking(({ caps, efforts }) => !efforts || caps?.reasoning === true)).toEqual([]);
  });

  it("gives the length of vectors to embedding models only", () => {
    expect(breaking(({ kind, dims }) => kind === "embedding" || dims === undefined)).toEqual([]);
  });
});

function allRates(price: Price | undefined): Rates[] {
  if (!price) return [];
  const within = [...(price.tiers ?? []), ...(price.scheduled ?? []), ...Object.values(price.serviceTiers ?? {})];
  return [price, ...within, ...(price.offPeak ? [price.offPeak] : [])];
}

function inRange(rates: Rates): boolean {
  const { input, cacheRead, cacheWrite, cacheWrite1h, inputAudio, output, outputAudio, reasoning } = rates;
  const upTo = (most: number, all: (number | undefined)[]): boolean => all.every((rate) => !rate || rate <= most);
  return (
    upTo(200, [input, cacheRead, cacheWrite, cacheWrite1h, inputAudio]) && upTo(600, [output, outputAudio, reasoning])
  );
}

function ascends<T extends number | string>(values: readonly T[]): boolean {
  return values.every((value, at) => at === 0 || values[at - 1]! < value);
}
