/** What a policy says of parameters that a target cannot take: who is asked, what is proved, and what the client reads. */
import { describe, expect, test } from "vitest";
import { compileFiles, findings } from "../compiler/in-memory.ts";
import { ask } from "../runtime/running.ts";
import { compiled, refutation, verdicts, witnessOf } from "./served-overlay.ts";
import { gateway, hello, overlay } from "./treated.ts";

describe("a parameter whose treatment is `error`", () => {
  const chain = (more: string) => `routes: { chat: { otherwise: [a/plain, b/full], ${more} } }\n`;
  const seedIsError = chain("unsupported: { seed: error }");

  test("is not sent to a target that cannot take it: the next one is asked", async () => {
    const { url, got } = await gateway(seedIsError);
    const asked = await ask({ url }, { body: { ...hello, seed: 7 } });
    expect(asked.headers["x-pointsman-target"]).toBe("b/full");
    expect(asked.headers["x-pointsman-attempts"]).toBe("1");
    await ask({ url }, { body: hello });
    await ask({ url }, { body: { ...hello, seed: null } });
    expect(got.map(({ model, body }) => [model, body.seed])).toEqual([
      ["full", 7],
      ["plain", undefined],
      ["plain", undefined],
    ]);
  });

  test("is left out where the policy says nothing, or that it is to be dropped", async () => {
    for (const more of ["", "unsupported: { seed: drop }"]) {
      const { url } = await gateway(chain(more));
      const reply = await ask({ url }, { body: { ...hello, seed: 7 } });
      expect([reply.headers["x-pointsman-target"], reply.headers["x-pointsman-dropped"]]).toEqual(["a/plain", "seed"]);
    }
  });

  test("is named in a 400 of the client's shape where no target takes it", async () => {
    const { url, got } = await gateway("routes: { chat: { otherwise: a/plain } }\nunsupported: { seed: error }\n");
    const reply = await ask({ url }, { body: { ...hello, seed: 7 } });
    expect(reply.status).toBe(400);
    expect(reply.json.error).toMatchObject({ type: "invalid_request_error", code: "unsupported", param: "seed" });
    expect(got).toEqual([]);
    const cool = await gateway("routes: { chat: { otherwise: a/cool, unsupported: { stop: error } } }\n");
    const body = { ...hello, max_tokens: 9, stop_sequences: ["a", "b"] };
    const messages = await ask({ url: cool.url }, { path: "/v1/messages", body });
    expect(messages.status).toBe(400);
    expect(messages.json.error?.message).toContain("stop");
    const one = await ask({ url: cool.url }, { path: "/v1/messages", body: { ...body, stop_sequences: ["a"] } });
    expect(one.status).toBe(200);
  });

  test.each([
    [{ temperature: 1.5 }, "b/full"],
    [{ temperature: 1 }, "a/cool"],
    [{ stop: ["a", "b"] }, "b/full"],
    [{ stop: "a" }, "a/cool"],
    [{ seed: 1, user: "u" }, "b/full"],
    [{ user: "u" }, "a/cool"],
  ])("%j is held against what the target takes of it: %s", async (said, target) => {
    const more = "unsupported: { temperature: error, stop: error, user: error }";
    const { url } = await gateway(`routes: { chat: { otherwise: [a/cool, b/full], ${more} } }\n`);
    const reply = await ask({ url }, { body: { ...hello, ...said } });
    expect(reply.headers["x-pointsman-target"], reply.text).toBe(target);
    expect(reply.headers["x-pointsman-changed"]).toBeUndefined();
  });

  test("is not let go beside others either: a model that thinks takes no temperature", async () => {
    const more = "unsupported: { temperature: error }";
    const { url, got } = await gateway(`routes: { chat: { otherwise: [c/textual, b/full], ${more} } }\n`);
    const body = { ...hello, temperature: 0.5, reasoning_effort: "high" };
    expect((await ask({ url }, { body })).headers["x-pointsman-target"]).toBe("b/full");
    expect((await ask({ url }, { body: { ...hello, temperature: 0.5 } })).headers["x-pointsman-target"]).toBe(
      "c/textual",
    );
    expect(got.map(({ model }) => model)).toEqual(["full", "textual"]);
  });

  test("holds of the policy, and a route may say otherwise, in both spellings alike", () => {
    const yaml = `unsupported: { seed: error, stop: error }\nroutes: { chat: { otherwise: a/full, unsupported: { stop: drop } } }\n`;
    const source = `import { policy } from "pointsman";\nexport default policy({ unsupported: { seed: "error", stop: "error" }, routes: { chat: { otherwise: "a/full", unsupported: { stop: "drop" } } } });`;
    const tables = [{ "routes.yaml": yaml }, { "routes.ts": source }].map(
      (file) => compileFiles({ ...file, "catalog.yaml": overlay }).table!.text,
    );
    expect(tables[0]).toBe(tables[1]);
    const { plans, features } = JSON.parse(tables[0]!) as { plans: object[]; features: string[] };
    expect(plans).toMatchObject([{ unsupported: { error: ["seed"] } }]);
    expect(features).toContain("plan/unsupported-error");
  });

  test.each([
    ["sead: error", "name/unknown-parameter"],
    ["logprobs: emulate", "chain/impossible-treatment"],
    ["max_tokens: error", "chain/impossible-treatment"],
    ["response_format: drop", "chain/impossible-treatment"],
  ])("%s does not compile: %s", (treatment, code) => {
    const text = `routes: { chat: { otherwise: a/full, unsupported: { ${treatment} } } }\n`;
    const found = findings(compileFiles({ "routes.yaml": text, "catalog.yaml": overlay }));
    expect(found.filter((finding) => finding.startsWith(code))).toHaveLength(1);
  });
});

describe("what is proved of routes where a parameter is an error", () => {
  const policy = (more: string, claim = "survives: { providers: 1 }") =>
    `routes: { chat: { otherwise: [a/plain, b/full], max: { inputTokens: 1000, outputTokens: 100 }, ${more} } }\ninvariants: { claimed: { ${claim} } }\n`;

  test("counts the targets that a request with it has", async () => {
    expect(verdicts(compiled(policy(""), overlay))).toEqual({ claimed: "proved" });
    const compilation = compiled(policy("unsupported: { seed: error }"), overlay);
    expect(verdicts(compilation)).toEqual({ claimed: "refuted" });
    const { request } = witnessOf(compilation);
    expect((request as { seed?: number }).seed).toBeDefined();
    const { url } = await gateway(policy("unsupported: { seed: error }"), (_, response) =>
      response.writeHead(503).end(),
    );
    const reply = await ask({ url }, { body: request });
    expect(reply.json.error?.attempts?.map(({ target }) => target)).not.toContain("a/plain");
  });

  test.each([
    ["unsupported: { seed: error }, set: { seed: 7 }", "refuted"],
    ["unsupported: { top_p: error }", "proved"],
    ["unsupported: { seed: error, top_p: error }", "refuted"],
  ])("goes by what is said: %s is %s", (more, verdict) => {
    expect(verdicts(compiled(policy(more), overlay))).toEqual({ claimed: verdict });
  });

  test("goes by values: only what is beyond a range is refused", () => {
    const cool = policy("unsupported: { temperature: error }").replace("a/plain", "a/cool");
    const compilation = compiled(cool, overlay);
    expect(verdicts(compilation)).toEqual({ claimed: "refuted" });
    const { temperature } = witnessOf(compilation).request as { temperature?: number };
    expect(temperature).toBeGreaterThan(1);
    const within = cool.replace("max:", "set: { temperature: 0.5 }, max:");
    expect(verdicts(compiled(within, overlay))).toEqual({ claimed: "proved" });
  });

  test("goes by what excludes each other", () => {
    const cool = policy("unsupported: { user: error }").replace("a/plain", "a/cool");
    const { request } = witnessOf(compiled(cool, overlay)) as { request: { seed?: unknown; user?: unknown } };
    expect([request.seed, request.user]).not.toContain(undefined);
  });

  test("does not rely on what a wire format may leave out beside others", () => {
    const more = "unsupported: { temperature: error }";
    const thinking = policy(more).replace("a/plain", "c/textual");
    expect(verdicts(compiled(thinking, overlay))).toEqual({ claimed: "refuted" });
    expect(verdicts(compiled(policy(more), overlay))).toEqual({ claimed: "proved" });
  });

  test("holds of `some`, and `every` is about no more targets than before", () => {
    const some = `some: t.provider === "a"`;
    expect(verdicts(compiled(policy("", some), overlay))).toEqual({ claimed: "proved" });
    const refuted = compiled(policy("unsupported: { seed: error }", some), overlay);
    expect(verdicts(refuted)).toEqual({ claimed: "refuted" });
    expect(refutation(refuted)).not.toBe("");
    const every = `every: '["a", "b"].includes(t.provider)'`;
    expect(verdicts(compiled(policy("unsupported: { seed: error }", every), overlay))).toEqual({ claimed: "proved" });
  });
});
