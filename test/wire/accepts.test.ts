import { describe, expect, test } from "vitest";
import { compileFiles, findings } from "../compiler/in-memory.ts";
import { hello, overlay, type Policy, served } from "./recorded.ts";

const own = `${overlay}
  server/model: { context: 100000, price: { input: 1, output: 2 }, accepts: [grammar] }
`.replace(
  "models:",
  "  server: { dialect: openai, baseUrl: http://server.test/v1, accepts: [top_k, min_p], controls: [pool] }\nmodels:",
);

const route = (otherwise: string, more = ""): Policy => ({
  routes: `{ chat: { otherwise: ${otherwise}, ${more} } }`,
  overlay: own,
});

describe("what a provider or a model accepts", () => {
  test("is sent there as it came, and left out and named elsewhere", async () => {
    const body = { ...hello, top_k: 40, min_p: 0.05, grammar: "root ::= [a-z]+", pool: "fast", top_a: 1 };
    const taken = await (await served(route('"server/model"'))).wire(body);
    expect(taken.body).toEqual({ ...hello, model: "model", top_k: 40, min_p: 0.05, grammar: "root ::= [a-z]+" });
    expect(taken.reply.headers["x-pointsman-dropped"]).toBe("pool, top_a");
    const other = await (await served(route('"own/model"'))).wire(body);
    expect(other.body).toEqual({ ...hello, model: "model" });
  });

  test("counts as input where it is text", async () => {
    const { ask, sent } = await served(route('"server/model"', "max: { inputTokens: 1000 }"));
    const reply = await ask({ ...hello, grammar: "a rule of many words ".repeat(2_000) });
    expect(reply.json.error?.code).toBe("context_length_exceeded");
    expect(sent).toEqual([]);
  });

  test("of an aggregator of the catalog are knobs of sampling, never its choice of a model", async () => {
    const { wire } = await served(route('"agg/ok"'));
    const { body } = await wire({
      ...hello,
      top_k: 40,
      models: ["dear/one"],
      provider: { order: ["x"] },
      route: "fallback",
    });
    expect(body).toEqual({ ...hello, model: "ok", top_k: 40 });
  });

  test.each([
    ["models", "a control"],
    ["extra_body", "a control"],
    ["max_output_tokens", "another name for the output limit"],
    ["messages", "a listed parameter"],
  ])("cannot be %s, which is %s", (name) => {
    const overlay = `providers:\n  x: { dialect: openai, baseUrl: http://x.test/v1, accepts: [${name}] }\nmodels:\n  x/m: { context: 1000 }\n`;
    const compiled = compileFiles({ "routes.yaml": "routes: { chat: { otherwise: x/m } }\n", "catalog.yaml": overlay });
    expect(findings(compiled).some((finding) => finding.startsWith("syntax/") && finding.endsWith(name))).toBe(true);
  });
});

describe("what a policy fixes beside the list", () => {
  test("is sent to providers that take it, controls too", async () => {
    const set = "set: { pool: { name: 'slow' }, top_k: 5 }";
    const { wire } = await served(route('"server/model"', set));
    const { body } = await wire({ ...hello, pool: "fast", top_k: 40 });
    expect(body).toEqual({ ...hello, model: "model", pool: { name: "slow" }, top_k: 5 });
  });

  test("is a finding where a target does not take it, and where nobody does", () => {
    const files = (set: string) => ({
      "routes.ts": `import { policy } from "pointsman"; export default policy({ routes: { chat: { otherwise: "own/model", set: ${set} } } });`,
      "catalog.yaml": own,
    });
    const codes = (set: string) => compileFiles(files(set), { verify: false }).diagnostics.map(({ code }) => code);
    expect(codes("{ top_k: 5 }")).toContain("chain/unsupported-parameter");
    expect(codes("{ pool: 1 }")).toContain("chain/unsupported-parameter");
    expect(codes('{ service_tier: "priority" }')).toContain("chain/unsupported-parameter");
    expect(codes("{ top_kk: 5 }")).toContain("name/unknown-parameter");
    expect(codes("{ n: 2 }")).toContain("syntax/parameter-value");
    expect(codes("{ n: 1 }")).not.toContain("name/reserved-parameter");
  });
});

describe("a route that refuses unknown parameters", () => {
  const refusing = (otherwise: string) => route(otherwise, 'unknownParameters: "refuse"');

  test("names the first one, and the one that was meant", async () => {
    const { ask, sent } = await served(refusing('"own/model"'));
    const reply = await ask({ ...hello, temprature: 1 });
    expect(reply.status).toBe(400);
    expect(reply.json.error).toMatchObject({ code: "unknown_parameter", param: "temprature" });
    expect(reply.json.error?.message).toContain('"temperature"');
    expect(sent).toEqual([]);
  });

  test("takes what one of its targets accepts, and what is listed", async () => {
    const { wire } = await served(refusing('chain("own/model", "server/model")'));
    const { body, reply } = await wire({ ...hello, top_k: 40, seed: 1, unknown: null });
    expect(body).toEqual({ ...hello, model: "model", seed: 1 });
    expect(reply.headers["x-pointsman-dropped"]).toBe("top_k");
  });

  test("takes what only a target accepts where a failure leads, and no other name", async () => {
    const led = route('"own/model"', 'unknownParameters: "refuse", fallbackOn: { overloaded: "server/model" }');
    const { ask, wire } = await served(led);
    expect((await wire({ ...hello, top_k: 40 })).reply.status).toBe(200);
    expect((await ask({ ...hello, top_kk: 40 })).status).toBe(400);
  });

  test("is the same in YAML", () => {
    const text = (spelling: string) => `${spelling}\n`;
    const yaml = compileFiles({
      "routes.yaml": text("routes: { chat: { otherwise: openai/gpt-5.4-mini, unknownParameters: refuse } }"),
    });
    const typescript = compileFiles({
      "routes.ts":
        'import { policy } from "pointsman"; export default policy({ routes: { chat: { otherwise: "openai/gpt-5.4-mini", unknownParameters: "refuse" } } });',
    });
    expect(yaml.table?.text).toBe(typescript.table?.text);
    expect(yaml.table?.text).toContain('"unknownParameters"');
  });
});
