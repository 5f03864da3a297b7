import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../../compiler/diagnostics/define.ts";
import { compileFiles } from "../in-memory.ts";

const chat = "openai/gpt-5.4-mini";
const tail = "maxWrongHitRate: 0.01";

/** A policy of one route. */
function found(route: string, further = ""): readonly Diagnostic[] {
  const metadata = further.includes("sensitivity") ? "metadata: { sensitivity: [public, pii] }\n" : "";
  const text = `${metadata}routes:\n  chat:\n    otherwise: [${chat}, anthropic/claude-haiku-5-5]\n${route
    .split("\n")
    .map((line) => `    ${line}\n`)
    .join("")}${further}`;
  return compileFiles({ "routes.yaml": text }).diagnostics;
}

const told = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.map(({ code, span }) => `${code} at ${span?.file.text.slice(span.start, span.end)}`);
const steps = ([first]: readonly Diagnostic[]) => first!.shown!.trace.map(({ text }) => text);

describe("a semantic cache", () => {
  test.each([
    [`{ embedder: mistral/mistral-embed, ${tail} }`, []],
    [`{ ${tail} }`, ["cache/no-embedder at semantic"]],
    [`{ embedder: ${chat}, ${tail} }`, [`cache/no-embedder at ${chat}`]],
    [`{ embedder: mistral-embed, ${tail} }`, ["cache/no-embedder at mistral-embed"]],
    ["{ embedder: mistral/mistral-embed }", ["cache/no-bound at { embedder: mistral/mistral-embed }"]],
    ["{}", ["cache/no-embedder at semantic", "cache/no-bound at {}"]],
  ])("%s", (semantic, expected) => {
    expect(told(found(`cache: { semantic: ${semantic} }`))).toEqual(expected);
  });

  test("says what is named in place of an embedder", () => {
    const messages = [chat, "mistral-embed"].map(
      (name) => found(`cache: { semantic: { embedder: ${name}, ${tail} } }`)[0]!.message,
    );
    expect(messages).toEqual([
      `the embedder \`${chat}\` is a chat model: it makes no embeddings`,
      "the embedder `mistral-embed` is no model: one has its provider before a slash",
    ]);
  });

  test("may use an embedder of the overlay, which is then in use, and is not asked to chat", () => {
    const files = {
      "routes.yaml": `routes: { chat: { otherwise: ${chat}, cache: { semantic: { embedder: own/embed, ${tail} } } } }`,
      "catalog.yaml":
        "providers:\n  own:\n    dialect: openai\n    baseUrl: https://own.invalid/v1\n    jurisdiction: DE\nmodels:\n  own/embed: { kind: embedding, context: 8000 }\n",
    };
    const { diagnostics, table } = compileFiles(files);
    expect(diagnostics).toEqual([]);
    expect(table!.value.routes[0]!.cache!.semantic!.embedder).toBe("own/embed");
  });
});

test("an embedder that its provider has switched off is found like any other model", () => {
  const files = {
    "routes.yaml": `routes: { chat: { otherwise: ${chat}, cache: { semantic: { embedder: own/embed, ${tail} } } } }`,
    "catalog.yaml":
      "providers:\n  own: { dialect: openai, baseUrl: https://own.invalid/v1 }\nmodels:\n  own/embed: { kind: embedding, context: 8000, retiresOn: 2026-01-01 }\n",
  };
  expect(told(compileFiles(files).diagnostics)).toEqual(["catalog/retiring-model at own/embed"]);
});

describe("a cache with nothing switched on", () => {
  test.each([
    ["cache: {}", true],
    ["cache: { exact: false, normalised: false }", true],
    ["cache: { scope: global, ttl: 1h }", true],
    ["cache: { exact: true }", false],
    ["cache: { normalised: true }", false],
  ])("%s", (cache, isFound) => {
    expect(told(found(cache))).toEqual(isFound ? ["cache/nothing at cache"] : []);
  });
});

describe("a cache that is shared", () => {
  const sensitive = 'sensitive: r.metadata.sensitivity === "pii"\n';
  const noTools = "rules: [{ when: r.needs.tools, use: { reject: 400, message: No tools. } }]";
  const nothingPrivate =
    'rules: [{ when: r.needs.tools || r.metadata.sensitivity === "pii", use: { reject: 400, message: Not here. } }]';
  const team = "cache: { exact: true, scope: team }";

  test.each([
    ["with the key's own answers", "cache: { exact: true }", sensitive, []],
    ["and may be asked with tools", team, "", ["cache/wide-scope at team"]],
    ["by everybody", "cache: { normalised: true, scope: global }", "", ["cache/wide-scope at global"]],
    ["on a route that refuses tools", `${noTools}\n${team}`, "", []],
    [
      "on a route that refuses tools and serves what is sensitive",
      `${noTools}\n${team}`,
      sensitive,
      ["cache/wide-scope at team"],
    ],
    ["on a route that refuses both", `${nothingPrivate}\n${team}`, sensitive, []],
  ])("%s", (_, route, further, expected) => {
    expect(told(found(route, further))).toEqual(expected);
  });

  test("shows a sensitive request before one with tools, and names both", () => {
    const diagnostics = found(team, sensitive);
    expect(diagnostics[0]!.message).toBe(
      "the scope `team` shares answers between callers, and the route serves sensitive requests and requests with tools",
    );
    expect(diagnostics[0]!.shown!.witness.request).toMatchObject({ metadata: { sensitivity: "pii" } });
    expect(steps(diagnostics)).toEqual([
      "`otherwise` decides",
      `attempt 1 can go to \`${chat}\``,
      "attempt 2 can go to `anthropic/claude-haiku-5-5`",
      "the answer is kept for every key of the team",
    ]);
  });

  test("shows a request with tools where nothing else is wrong", () => {
    const [first] = found(team);
    expect(first!.shown!.witness.request).toHaveProperty("tools");
  });
});

describe("a route that records", () => {
  const sensitive = 'sensitive: r.metadata.sensitivity === "pii"\n';

  test.each([
    ["record: true", "", []],
    ["record: false", sensitive, []],
    ["record: true", sensitive, ["data/sensitive-recorded at record"]],
    [
      'rules: [{ when: r.metadata.sensitivity === "pii", use: { reject: 400, message: Not here. } }]\nrecord: true',
      sensitive,
      [],
    ],
    [
      'rules: [{ when: r.metadata.sensitivity === "pii" && r.images > 0, use: { reject: 400, message: Not here. } }]\nrecord: true',
      sensitive,
      ["data/sensitive-recorded at record"],
    ],
    // Larger requests are sent nowhere.
    ["max: { inputTokens: 1000 }\nrecord: true", "sensitive: r.inputTokens > 1000\n", []],
    [
      "max: { inputTokens: 1000 }\nrecord: true",
      "sensitive: r.inputTokens > 999\n",
      ["data/sensitive-recorded at record"],
    ],
  ])("%s, %s", (route, further, expected) => {
    expect(told(found(route, further))).toEqual(expected);
  });

  test("shows the request and that it is kept", () => {
    const diagnostics = found("record: true", sensitive);
    expect(diagnostics[0]!.severity).toBe("error");
    expect(diagnostics[0]!.shown!.witness.request).toMatchObject({ metadata: { sensitivity: "pii" } });
    expect(steps(diagnostics).at(-1)).toBe("the prompt and the answer are recorded");
    expect(diagnostics[0]!.labels.map(({ text }) => text)).toEqual(["decided here", "sensitive by this"]);
  });

  test("not where only a spent budget has a target for the request: without an attempt nothing is spent", () => {
    const policy = (exhausted: string, most = 800_000) => `routes:
  chat:
    otherwise: ${chat}
    max: { inputTokens: 900000 }
    record: true
budgets: { team: { per: key.team, missing: refuse, limit: $5, window: day, exhausted: ${exhausted} } }
sensitive: r.inputTokens > ${most}
`;
    const codes = (...asked: Parameters<typeof policy>) =>
      compileFiles({ "routes.yaml": policy(...asked) })
        .diagnostics.map(({ code }) => code)
        .filter((code) => code.startsWith("data/"));
    expect(codes("google/gemini-3.8-flash")).toEqual([]);
    expect(codes("google/gemini-3.8-flash", 800)).toEqual(["data/sensitive-recorded"]);
  });

  test("is proved not to keep what is sensitive, or refuted", () => {
    const text = (use: string) => `metadata: { sensitivity: [public, pii] }
routes:
  chat:
    rules: [{ when: r.metadata.sensitivity === "pii", use: ${use} }]
    otherwise: ${chat}
    record: true
${sensitive}`;
    const verdicts = (use: string) =>
      compileFiles({ "routes.yaml": text(use) })
        .proofs.filter(({ code }) => code === "data")
        .map(({ claim, verdict }) => `${claim}: ${verdict}`);
    expect(verdicts("{ reject: 400, message: Not here. }")).toEqual(["nothing sensitive is recorded by chat: proved"]);
    expect(verdicts("mistral/mistral-large-2512")).toEqual(["nothing sensitive is recorded by chat: refuted"]);
  });
});

describe("a judge of a semantic cache", () => {
  const judged = (model: string) =>
    found(
      `cache: { semantic: { embedder: mistral/mistral-embed, ${tail}, judge: { model: ${model}, rubric: Is it right? } } }`,
    );

  test.each([
    ["mistral/mistral-large-2512", []],
    [chat, [`chain/judge-of-itself at ${chat}`]],
    ["mistral/mistral-embed", ["chain/mixed-operations at mistral/mistral-embed"]],
  ])("%s", (model, expected) => {
    expect(told(judged(model))).toEqual(expected);
  });

  test("that no place of the route may ask is an error", () => {
    const text = `routes: { chat: { otherwise: mistral/mistral-large-2512, jurisdictions: [FR], cache: { semantic: { embedder: mistral/mistral-embed, ${tail}, judge: { model: ${chat}, rubric: Is it right? } } } } }`;
    expect(told(compileFiles({ "routes.yaml": text }).diagnostics)).toEqual([`chain/judge-without-effect at ${chat}`]);
  });
});

describe("what rules go by and a cache does not", () => {
  const semantic = `semantic: { embedder: mistral/mistral-embed, ${tail} }`;
  const rule = (when: string, action = chat) => `rules: [{ when: "${when}", use: ${action} }]`;
  const codes = (route: string) =>
    told(
      compileFiles({
        "routes.yaml": `metadata: { user_id: string, ruse: string }\nroutes:\n  chat: { otherwise: mistral/mistral-large-2512, ${route} }\n`,
      }).diagnostics,
    ).filter((one) => one.startsWith("cache/") && !one.startsWith("cache/wide-scope"));

  test.each([
    [`${rule("r.needs.tools")}, cache: { ${semantic} }`, ["cache/with-tools at semantic"]],
    [`${rule("r.needs.tools && r.stream")}, cache: { exact: true }`, []],
    [`${rule("!r.needs.tools")}, cache: { ${semantic} }`, []],
    [`${rule("r.needs.tools", "{ reject: 400, message: No tools. }")}, cache: { ${semantic} }`, []],
    [`${rule("r.key.id === 'bot'")}, cache: { exact: true, scope: team }`, ["cache/per-caller at team"]],
    [`${rule("r.key.team === 'one'")}, cache: { exact: true, scope: team }`, []],
    [`${rule("r.key.team === 'one'")}, cache: { exact: true, scope: global }`, ["cache/per-caller at global"]],
    [`${rule("r.key.id === 'bot'")}, cache: { exact: true }`, []],
    [
      `${rule("r.metadata.user_id === 'me'")}, cache: { normalised: true, scope: global }`,
      ["cache/per-caller at global"],
    ],
    [`${rule("r.metadata.ruse === 'me'")}, cache: { normalised: true, scope: global }`, []],
    [`${rule("r.hour < 6")}, cache: { ${semantic} }`, ["cache/clock at semantic"]],
    [`${rule("r.weekday === 'sat'")}, cache: { ${semantic}, ttl: 2h }`, ["cache/clock at semantic"]],
    [`${rule("r.hour < 6")}, cache: { ${semantic}, ttl: 30m }`, []],
    [`${rule("r.hour < 6")}, cache: { exact: true }`, []],
  ])("%s", (route, expected) => {
    expect(codes(route)).toEqual(expected);
  });
});
