/** Routes for embeddings: what they compile to, what is found wrong with them, and what is proved of them. */
import { describe, expect, test } from "vitest";
import { runtimeFeatures } from "../../../semantics/runtime-features.ts";
import { compileFiles, findings } from "../in-memory.ts";

const small = "openai/text-embedding-3-small";
const large = "openai/text-embedding-3-large";
const chat = "openai/gpt-5.4-mini";

const compiled = (policy: string, overlay?: string) =>
  compileFiles(
    { "routes.yaml": policy, ...(overlay ? { "catalog.yaml": overlay } : {}) },
    { runtime: runtimeFeatures },
  );
const tableOf = (policy: string) => compiled(policy).table?.value;
const found = (policy: string, overlay?: string) => findings(compiled(policy, overlay));
const errors = (policy: string, overlay?: string) =>
  compiled(policy, overlay)
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ code, message }) => `${code}: ${message}`);

describe("a route of embedding models", () => {
  const policy = `routes:\n  chat: { otherwise: ${chat} }\n  index: { otherwise: ${large} }\n`;

  test("compiles to targets that say so, at an address for embeddings, and asks for a runtime that makes them", () => {
    const table = tableOf(policy);
    expect(table?.features).toContain("embeddings/openai");
    expect(table?.targets.map(({ id, kind, dims }) => [id, kind, dims])).toEqual([
      [chat, undefined, undefined],
      [large, "embedding", 3072],
    ]);
    expect(table?.providers[0]?.embeddingsUrl).toBe("https://api.openai.com/v1/embeddings");
    expect(table?.targets[1]?.price).toMatchObject({ input: 0.13, output: 0 });
  });

  test("leaves the table of a policy for chats as it was", () => {
    const table = tableOf(`routes:\n  chat: { otherwise: ${chat} }\n`);
    expect(table?.features.filter((feature) => feature.startsWith("embeddings"))).toEqual([]);
    expect(table?.providers[0]).not.toHaveProperty("embeddingsUrl");
  });

  test("may have a limit of cost, though nothing is paid for output", () => {
    const table = tableOf(`routes:\n  index: { otherwise: ${large}, maxCost: $0.01 }\n`);
    expect(table?.plans[0]?.maxCost).toBe(0.01);
    expect(errors(`routes:\n  index: { otherwise: ${large}, maxCost: $0.01 }\n`)).toEqual([]);
  });

  test("takes more tokens in sum than one input may have", () => {
    expect(found(`routes:\n  index: { otherwise: ${large}, max: { inputTokens: 200000 } }\n`)).toEqual([]);
  });
});

describe("what a route is for", () => {
  test.each([
    ["in a chain", `[${chat}, ${small}]`, small],
    ["in a chain that begins with embeddings", `[${small}, ${chat}]`, chat],
  ])("is one thing: %s", (_, use, named) => {
    expect(found(`routes:\n  both: { otherwise: ${use} }\n`)).toContain(`chain/mixed-operations: ${named}`);
  });

  test("is one thing over all its rules, and through tiers", () => {
    const rules = `tiers: { vectors: ${small} }\nroutes:\n  both:\n    rules: [{ when: r.hour > 3, use: vectors }]\n    otherwise: ${chat}\n`;
    const told = found(rules);
    expect(told).toContain(`chain/mixed-operations: ${chat}`);
  });

  test("makes a rule for the other endpoint one that decides nothing", () => {
    const rules = (of: string, endpoint: string) =>
      `routes:\n  one:\n    rules: [{ when: r.endpoint === "${endpoint}", use: { reject: 400, message: No. } }]\n    otherwise: ${of}\n`;
    const dead = (of: string, endpoint: string) => found(rules(of, endpoint)).filter((one) => one.startsWith("reach/"));
    expect(dead(chat, "embeddings").map((one) => one.split(":")[0])).toEqual(["reach/impossible-condition"]);
    expect(dead(small, "chat").map((one) => one.split(":")[0])).toEqual(["reach/impossible-condition"]);
    expect(dead(chat, "messages")).toEqual([]);
    expect(dead(small, "embeddings").map((one) => one.split(":")[0])).toEqual(["reach/always-holds"]);
  });

  test("excludes what its requests cannot say", () => {
    const rules = (when: string) =>
      `routes:\n  index:\n    rules: [{ when: ${when}, use: { reject: 400, message: No. } }]\n    otherwise: ${small}\n`;
    for (const when of ["r.stream", "r.tools > 0", "r.needs.vision", "r.choices > 1", "r.maxOutputTokens > 5"])
      expect(
        found(rules(when)).map((one) => one.split(":")[0]),
        when,
      ).toContain("reach/impossible-condition");
    for (const when of ["r.inputTokens > 500", "r.messages > 3", 'r.key.team === "a"'])
      expect(found(rules(when)), when).toEqual([]);
  });
});

describe("vectors of one plan", () => {
  const vectors = (use: string, overlay?: string) => errors(`routes:\n  index: { otherwise: ${use} }\n`, overlay);

  test.each([
    [`[${large}, azure/text-embedding-3-large]`],
    ["[google/gemini-embedding-001, vertex/gemini-embedding-001]"],
    ["[cohere/embed-v4.0, bedrock/cohere.embed-v4:0]"],
    ["[cohere/embed-english-v3.0, bedrock/cohere.embed-english-v3]"],
  ])("may come from the same model in two places: %s", (use) => {
    expect(vectors(use).filter((one) => one.startsWith("chain/"))).toEqual([]);
  });

  test.each([
    [`[${large}, ${small}]`, "they have 1536 numbers, not 3072"],
    [`[${large}, cohere/embed-v4.0]`, "it is another maker's"],
    [`[${large}, openai/text-embedding-ada-002]`, "it is of another family"],
    ["[voyage/voyage-3.5, voyage/voyage-code-3]", "it is another model"],
    ["[google/gemini-embedding-001, google/gemini-embedding-2]", "it is another model"],
  ])("may not come from two models: %s", (use, why) => {
    expect(vectors(use).filter((one) => one.startsWith("chain/"))).toEqual([
      expect.stringMatching(new RegExp(`^chain/other-vectors: .*: ${why}$`)),
    ]);
  });

  test("may come from a deployment that the overlay says to be like it", () => {
    const overlay = (like: string) =>
      `models:\n  azure/ours: { like: azure/${like}, name: my-deployment, variables: { resource: r } }\n`;
    const chained = (like: string) =>
      vectors(`[${large}, azure/ours]`, overlay(like)).filter((one) => one.startsWith("chain/"));
    expect(chained("text-embedding-3-large")).toEqual([]);
    const told = chained("text-embedding-ada-002");
    expect(told).toEqual([expect.stringContaining("chain/other-vectors")]);
  });

  test("may differ between rules: their requests are for other indexes", () => {
    const rules = `metadata: { index: [a, b] }\nroutes:\n  index:\n    rules: [{ when: r.metadata.index === "a", use: ${small} }]\n    otherwise: ${large}\n`;
    expect(errors(rules)).toEqual([]);
  });
});

describe("what is fixed on a route for embeddings", () => {
  const fixed = (use: string, set: string) => errors(`routes:\n  index: { otherwise: ${use}, set: ${set} }\n`);

  test.each([
    [small, "{ dimensions: 256 }"],
    [large, "{ dimensions: 256, user: index }"],
    ["cohere/embed-v4.0", "{ dimensions: 512 }"],
    ["voyage/voyage-3.5", "{ input_type: document }"],
    ["openai/text-embedding-ada-002", "{ dimensions: 1536 }"],
  ])("are parameters of embeddings that the model takes: %s, %s", (use, set) => {
    expect(found(`routes:\n  index: { otherwise: ${use}, set: ${set} }\n`)).toEqual([]);
    expect(fixed(use, set)).toEqual([]);
  });

  test.each([
    ["openai/text-embedding-ada-002", "cannot be asked for vectors of 256 numbers: they have 1536"],
    ["mistral/mistral-embed", "cannot be asked for vectors of 256 numbers: they have one length alone"],
  ])("is no length that the model does not have: %s", (use, why) => {
    expect(fixed(use, "{ dimensions: 256 }")).toEqual([`chain/fixed-dimensions: \`${use}\` ${why}`]);
    const rule = `routes:\n  index:\n    rules: [{ when: r.hour > 3, use: ${use}, set: { dimensions: 256 } }]\n    otherwise: ${use}\n`;
    expect(errors(rule)).toEqual([`chain/fixed-dimensions: \`${use}\` ${why}`]);
  });

  test.each(["0", "70000", "1.5", '"256"'])("is a length: %s is none", (length) => {
    expect(fixed(small, `{ dimensions: ${length} }`)).toEqual([expect.stringMatching(/^syntax\/parameter-value: /)]);
  });

  test("is nothing that only chats have, and of chats nothing that only embeddings have", () => {
    const told = `routes:\n  index: { otherwise: ${small}, set: { temperature: 0.2 } }\n  chat: { otherwise: ${chat}, set: { dimensions: 256 } }\n`;
    expect(found(told)).toEqual(
      expect.arrayContaining(["name/unknown-parameter: temperature", "name/unknown-parameter: dimensions"]),
    );
    expect(errors(told)).toEqual([
      "name/unknown-parameter: `temperature` is not a parameter of a request for embeddings",
      "name/unknown-parameter: `dimensions` is not a parameter of a chat request",
    ]);
  });

  test("is not what belongs to the client", () => {
    expect(fixed(small, "{ encoding_format: base64 }")).toEqual([expect.stringMatching(/^name\/reserved-parameter: /)]);
  });
});

describe("targets that nobody can ask", () => {
  test("are models for ranking, and embedding models whose provider has no address for them", () => {
    const overlay =
      "providers:\n  own: { dialect: openai, baseUrl: https://own.invalid/v1, paths: { chat: /chat } }\nmodels:\n  own/e: { kind: embedding, context: 512 }\n";
    expect(errors("routes:\n  rank: { otherwise: voyage/rerank-2.5 }\n")).toEqual([
      "catalog/endpoint-not-offered: `voyage/rerank-2.5` cannot serve chat: it offers rerank",
    ]);
    expect(errors("routes:\n  index: { otherwise: own/e }\n", overlay)).toEqual([
      "catalog/endpoint-not-offered: `own/e` cannot serve embeddings: its provider has no `paths.embeddings`",
    ]);
  });
});

describe("what is claimed", () => {
  const claim = (text: string, routes: string) => errors(`routes:\n${routes}invariants:\n  claim: { ${text} }\n`);
  const both = `  chat: { otherwise: mistral/mistral-large-2512 }\n  index: { otherwise: ${small} }\n`;

  test("holds of embeddings, too: their texts go somewhere as well", () => {
    const [refuted, ...more] = claim("every: EU.includes(t.jurisdiction)", both);
    expect(refuted).toContain("invariant/refuted");
    expect(refuted).toContain(small);
    expect(more).toEqual([]);
    expect(claim("every: EU.includes(t.jurisdiction)", both.replace(small, "mistral/mistral-embed"))).toEqual([]);
  });

  test("of chats alone is proved, whatever embeddings do", () => {
    const eu = 'when: r.endpoint !== "embeddings", every: EU.includes(t.jurisdiction)';
    expect(claim(eu, both)).toEqual([]);
    const other = 'when: r.endpoint === "embeddings", every: EU.includes(t.jurisdiction)';
    expect(claim(other, both)).toEqual([expect.stringContaining(`\`${small}\``)]);
    const swapped = `  chat: { otherwise: ${chat} }\n  index: { otherwise: mistral/mistral-embed }\n`;
    expect(claim(other, swapped)).toEqual([]);
  });

  test("of what is spent on a request is about its input alone", () => {
    const routes = `  index: { otherwise: ${large}, max: { inputTokens: 1000, textBytes: 4000 } }\n`;
    expect(claim("spends: $0.01", routes)).toEqual([]);
    expect(claim("spends: $0.0001", routes)).toEqual([expect.stringContaining("invariant/refuted")]);
  });

  test("is shown by a request that is for embeddings", () => {
    const { diagnostics } = compiled(`routes:\n${both}invariants:\n  claim: { every: EU.includes(t.jurisdiction) }\n`);
    const refuted = diagnostics.find(({ code }) => code === "invariant/refuted");
    expect(refuted?.shown?.witness).toMatchObject({ endpoint: "embeddings", request: { model: "index" } });
  });
});

describe("what vectors are for, fixed by a policy", () => {
  const region =
    "providers: { bedrock: { variables: { region: eu-west-1 } }, vertex: { variables: { project: a, location: eu } } }\n";
  const fixed = (id: string) =>
    found(`routes:\n  index: { otherwise: "${id}", set: { input_type: search_query } }\n`, region).filter((finding) =>
      finding.startsWith("chain/unsupported-parameter"),
    );

  test.each([
    ...["cohere/embed-v4.0", "google/gemini-embedding-001", "vertex/gemini-embedding-001"],
    ...["bedrock/cohere.embed-v4:0", "voyage/voyage-3.5"],
  ])("goes to %s, and is no finding", (id) => {
    expect(fixed(id)).toEqual([]);
  });

  test.each([
    ...["openai/text-embedding-3-small", "bedrock/amazon.titan-embed-text-v2:0"],
    ...["bedrock/amazon.nova-2-multimodal-embeddings-v1:0", "mistral/mistral-embed"],
  ])("is left out at %s, and is found", (id) => {
    expect(fixed(id)).toHaveLength(1);
  });
});
