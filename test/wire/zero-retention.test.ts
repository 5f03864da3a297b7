/** What a policy that keeps nothing sends to providers that can be asked, and what it says of those that cannot. */
import { describe, expect, test } from "vitest";
import { compileFiles, findings } from "../compiler/in-memory.ts";
import { ask, keyRecord, provider, runtime } from "../runtime/running.ts";
import { hello, served } from "./recorded.ts";

const overlay = `
providers:
  agg: { like: openrouter }
  own: { dialect: openai, baseUrl: http://own.test/v1, accepts: [pool], zeroRetention: { log_prompts: false } }
  never: { dialect: anthropic, baseUrl: http://never.test, retentionDays: 0 }
  unknown: { dialect: openai, baseUrl: http://unknown.test/v1 }
models:
  agg/m: { context: 100000, price: { input: 1, output: 2 } }
  own/m: { context: 100000 }
  own/vectors: { kind: embedding, context: 8000 }
  own/kept-vectors: { kind: embedding, context: 8000, zeroRetention: {} }
  never/m: { context: 100000 }
  unknown/m: { context: 100000 }
  own/refusing: { context: 100000, parameters: { drop: [log_prompts] } }
  own/agreed: { context: 100000, parameters: { drop: [log_prompts] }, zeroRetention: {} }
`;
const OPENAI = "openai/gpt-5.4-mini";
const NOTHING = "zeroRetention: true";
const route = (target: string, more = NOTHING) => ({
  routes: `{ chat: { otherwise: "${target}", ${more} } }`,
  overlay,
});

describe("a route that keeps nothing", () => {
  test("asks each provider in its own words, whatever the client says", async () => {
    const { wire } = await served(route(OPENAI));
    expect((await wire(hello)).body.store).toBe(false);
    const told = await wire({ ...hello, store: true });
    expect(told.body.store).toBe(false);
    expect(told.reply.headers["x-pointsman-changed"]).toBe("store");
    expect((await wire({ ...hello, store: false })).reply.headers["x-pointsman-changed"]).toBeUndefined();
    const own = await (await served(route("own/m"))).wire(hello);
    expect(own.body.log_prompts).toBe(false);
    const never = await (await served(route("never/m"))).wire(hello);
    expect(Object.keys(never.body).sort()).toEqual(["max_tokens", "messages", "model"]);
  });

  test("asks so from all endpoints", async () => {
    const { wire } = await served(route(OPENAI));
    const messages = await wire({ ...hello, max_tokens: 9 }, { path: "/v1/messages" });
    const responses = await wire({ model: "chat", input: "Hi", store: true }, { path: "/v1/responses" });
    expect([messages.body.store, responses.body.store]).toEqual([false, false]);
  });

  test("leaves what else the policy fixes within a member", async () => {
    const set = "set: { provider: { order: ['x'], zdr: false } }";
    const { wire } = await served(route("agg/m", `${NOTHING}, ${set}`));
    const sent = await wire({ ...hello, provider: { data_collection: "allow" } });
    expect(sent.body.provider).toEqual({ order: ["x"], data_collection: "deny", zdr: true });
    const plain = await (await served(route("agg/m"))).wire({ ...hello, provider: { data_collection: "allow" } });
    expect(plain.body.provider).toEqual({ data_collection: "deny", zdr: true });
    expect(plain.reply.headers["x-pointsman-changed"]).toBe("provider");
  });

  test("asks nothing of requests on other routes", async () => {
    const { wire } = await served({
      routes: `{ chat: { otherwise: "${OPENAI}" }, safe: { otherwise: "${OPENAI}", ${NOTHING} } }`,
    });
    expect((await wire(hello)).body.store).toBeUndefined();
    expect((await wire({ ...hello, store: true })).body.store).toBe(true);
    expect((await wire({ ...hello, model: "safe" })).body.store).toBe(false);
  });

  test("may be a rule's, and a rule or a route may take it back", async () => {
    const when = `{ when: (r) => r.stream, use: "${OPENAI}"`;
    const rule = await served({ routes: `{ chat: { rules: [${when}, ${NOTHING} }], otherwise: "${OPENAI}" } }` });
    await rule.ask(hello);
    await rule.ask({ ...hello, stream: true });
    expect(rule.sent.map(({ body }) => body.store)).toEqual([undefined, false]);
    const back = await served({
      routes: `{ chat: { rules: [${when}, zeroRetention: false }], otherwise: "${OPENAI}", ${NOTHING} } }`,
    });
    await back.ask(hello);
    await back.ask({ ...hello, stream: true });
    expect(back.sent.map(({ body }) => body.store)).toEqual([false, undefined]);
  });
});

describe("a policy that keeps nothing", () => {
  const found = (text: string) =>
    findings(compileFiles({ "routes.yaml": text, "catalog.yaml": overlay }, { verify: false })).filter((finding) =>
      finding.startsWith("data/kept-by-provider"),
    );

  test("holds of every route, and of what no rule decides", () => {
    const text = `zeroRetention: true\nroutes: { a: { otherwise: ${OPENAI} }, b: { otherwise: ${OPENAI}, zeroRetention: false } }\n`;
    const { table } = compileFiles({ "routes.yaml": text });
    const { plans, targets, features } = JSON.parse(table!.text) as {
      plans: { zeroRetention?: true }[];
      targets: { zeroRetention?: object }[];
      features: string[];
    };
    expect(plans.map(({ zeroRetention }) => zeroRetention ?? false).sort()).toEqual([false, true]);
    expect(targets).toMatchObject([{ zeroRetention: { store: false } }]);
    expect(features).toContain("plan/zero-retention");
  });

  test("is the same in both spellings", () => {
    const yaml = compileFiles({ "routes.yaml": `zeroRetention: true\nroutes: { a: { otherwise: ${OPENAI} } }\n` });
    const source = `import { policy } from "pointsman";\nexport default policy({ zeroRetention: true, routes: { a: { otherwise: "${OPENAI}" } } });`;
    expect(compileFiles({ "routes.ts": source }).table!.text).toBe(yaml.table!.text);
  });

  test("does not compile with a target that cannot be asked, fallbacks and spent budgets included", () => {
    const policy = (target: string) => `zeroRetention: true\nroutes: { a: { otherwise: [${OPENAI}, ${target}] } }\n`;
    expect(found(policy("own/m"))).toEqual([]);
    expect(found(policy("never/m"))).toEqual([]);
    // Asked for in an API of its own.
    expect(found(policy("openai/gpt-5.1-codex"))).toEqual([]);
    expect(found(policy("unknown/m"))).toHaveLength(1);
    expect(found(policy("mistral/mistral-large-2512"))).toHaveLength(1);
    // Said to refuse the member by which its provider keeps nothing.
    expect(found(policy("own/refusing"))).toHaveLength(1);
    expect(found(policy("own/agreed"))).toEqual([]);
    const budget = `budgets: { team: { per: r.key.team, limit: $5, window: day, exhausted: unknown/m } }\n`;
    expect(found(policy("own/m") + budget)).toHaveLength(1);
    expect(found(`routes: { a: { otherwise: unknown/m } }\n${budget}`)).toEqual([]);
  });

  test("takes what is said of chats for chats alone", () => {
    const of = (target: string) => found(`routes: { a: { otherwise: ${target}, ${NOTHING} } }\n`);
    expect(of("own/vectors")).toHaveLength(1);
    expect(of("own/kept-vectors")).toEqual([]);
  });

  test("holds of a request that names its model itself, where it holds of every route", async () => {
    const bodies: Record<string, unknown>[] = [];
    const url = await provider((_, response, body) => {
      bodies.push(JSON.parse(body) as Record<string, unknown>);
      response.writeHead(500).end();
    });
    const { table } = compileFiles({ "routes.yaml": `zeroRetention: true\nroutes: { a: { otherwise: ${OPENAI} } }\n` });
    const spec = { targets: {}, routes: {} };
    const keys = [{ ...keyRecord, direct: true as const }];
    const gateway = await runtime(spec, { openai: url }, { table: table!.text, keys });
    await ask(gateway, { body: { ...hello, model: OPENAI } });
    expect(bodies[0]?.store).toBe(false);
  });
});
