import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../../../compiler/diagnostics/define.ts";
import { compileFiles } from "../../in-memory.ts";

const american = "openai/text-embedding-3-small";
const french = "mistral/mistral-embed";

interface Parts {
  readonly embedder?: string;
  readonly route?: string;
  readonly overlay?: string;
}

/** What is said of one invariant over a route whose targets are all in the EU. */
function refutations(invariant: string, { embedder = american, route = "", overlay }: Parts = {}): Diagnostic[] {
  const text = `metadata: { sensitivity: [public, pii] }
routes:
  chat:
    rules: [{ when: r.metadata.sensitivity === "pii" && r.images > 3, use: { reject: 400, message: Too many. } }]
    otherwise: [mistral/mistral-large-2512, scaleway/mistral-medium-3.5-128b]
    max: { inputTokens: 25000, outputTokens: 1000 }
    cache: { semantic: { embedder: ${embedder}, maxWrongHitRate: 0.01 } }
${route}invariants:
  claim: { ${invariant} }
`;
  const { diagnostics } = compileFiles({ "routes.yaml": text, ...(overlay && { "catalog.yaml": overlay }) });
  return diagnostics.filter(({ code }) => /^(invariant|syntax|name|limit)\//.test(code));
}

const codes = (...asked: Parameters<typeof refutations>) => refutations(...asked).map(({ code }) => code);
const refuted = ["invariant/refuted"];

describe("the embedder of a semantic cache", () => {
  const inEu = "every: EU.includes(t.jurisdiction)";

  test("is where the requests of its route go, too", () => {
    const [first] = refutations(inEu);
    expect(first!.message).toBe(
      `“claim” does not hold: a request that \`otherwise\` of \`chat\` decides has its text sent to the embedder \`${american}\`, where \`t.jurisdiction\` is US`,
    );
    expect(first!.shown!.trace.map(({ text }) => text)).toEqual([
      "no rule of `chat` holds, so `otherwise` decides",
      `its text goes to the embedder \`${american}\` of the semantic cache, where \`t.jurisdiction\` is US`,
      "attempt 1 can go to `mistral/mistral-large-2512`",
      "attempt 2 can go to `scaleway/mistral-medium-3.5-128b`",
    ]);
    const step = first!.shown!.trace[1]!.span!;
    expect(step.file.text.slice(step.start, step.end)).toBe(american);
    expect(codes(inEu, { embedder: french })).toEqual([]);
  });

  test("is not told where another target is wrong", () => {
    const [first] = refutations('every: t.id !== "mistral/mistral-large-2512"');
    expect(first!.shown!.trace.some(({ text }) => text.includes("embedder"))).toBe(false);
  });

  test("gets nothing of what is refused, or has no target", () => {
    const claim = (when: string) => `when: ${when}, ${inEu}`;
    expect(codes(claim('r.metadata.sensitivity === "pii"'))).toEqual(refuted);
    expect(codes(claim("\"r.metadata.sensitivity === 'pii' && r.images > 3\""))).toEqual(["invariant/vacuous"]);
    expect(codes(claim("r.needs.audio"))).toEqual([]);
  });

  test("gets nothing that only stands in for a spent budget: without an attempt nothing is spent", () => {
    const budget = (limit: string) =>
      `budgets: { team: { per: key.team, limit: ${limit}, window: day, exhausted: google/gemini-3.8-flash } }\n`;
    const claim = (when: string) => `when: "${when}", every: t.provider !== "google"`;
    expect(codes(claim("r.needs.audio"), { route: budget("$5") })).toEqual([]);
    const [first] = refutations(claim("!r.needs.audio"), { route: budget("$5") });
    expect(first!.message).toContain("can be sent to `google/gemini-3.8-flash`");
    expect(first!.shown!.trace[1]!.text).toBe("the budget `team` is spent, so its `exhausted` serves");
    expect(first!.shown!.witness).toMatchObject({ key: { team: "acme" }, state: { budgets: { team: { limit: 5 } } } });
  });

  test("is neither one of some, nor one that is left", () => {
    expect(codes('some: t.jurisdiction === "US"')).toEqual(refuted);
    const serves = "!r.needs.audio && !r.needs.pdf && !r.needs.reasoning && !r.needs.vision";
    const survives = (count: number) => `when: "${serves}", survives: { providers: ${count} }`;
    expect(codes(survives(1))).toEqual([]);
    expect(codes(survives(2))).toEqual(refuted);
  });

  test("costs what it reads, and nothing that it writes", () => {
    const atMost = (usd: number) => `every: "t.id !== '${american}' || t.maxCost(r) <= usd(${usd})"`;
    // 25,000 tokens are at most 100,000, at $0.02 per million.
    expect(codes(atMost(0.002))).toEqual([]);
    const [first] = refutations(atMost(0.0019));
    expect(first!.code).toBe("invariant/refuted");
    expect(first!.shown!.witness.request).toHaveProperty("messages");
  });

  test("has no cost without a price", () => {
    const overlay =
      "providers:\n  own:\n    dialect: openai\n    baseUrl: https://own.invalid/v1\n    jurisdiction: DE\nmodels:\n  own/embed: { kind: embedding, context: 8000 }\n";
    const claim = `every: "t.id !== 'own/embed' || t.maxCost(r) < usd(1000)"`;
    expect(codes(claim, { embedder: "own/embed", overlay })).toEqual(refuted);
  });
});

describe("a hedge", () => {
  test("asks a second target where no failure goes on to one", () => {
    const policy = (hedge: string) => `routes:
  chat:
    otherwise: [mistral/mistral-large-2512, openai/gpt-5.4-mini]
    fallbackOn: []
    ${hedge}
invariants:
  claim: { when: "!r.needs.audio && !r.needs.pdf && !r.needs.reasoning && r.inputTokens < 1000 && r.maxOutputTokens < 1000", every: EU.includes(t.jurisdiction) }
`;
    const found = (hedge: string) =>
      compileFiles({ "routes.yaml": policy(hedge) })
        .diagnostics.map(({ code }) => code)
        .filter((code) => code.startsWith("invariant/"));
    expect(found("")).toEqual([]);
    expect(found("hedge: {}")).toEqual(refuted);
  });
});
