import { describe, expect, test } from "vitest";
import { maySay } from "../../../semantics/metadata.ts";
import { compileFiles, findings } from "../in-memory.ts";

const yaml = `headers:
  x-tier: { values: [gold, silver], required: true }
  x-tenant: string
routes:
  chat:
    rules:
      - { when: 'r.headers["x-tier"] === "gold" && r.headers["x-tenant"].startsWith("acme-")', use: anthropic/claude-opus-5-5 }
    otherwise: openai/gpt-5.4-mini
budgets: { tenant: { per: 'r.headers["x-tenant"]', limit: $5, window: day, missing: pool } }
`;
const typescript = `import { policy, usd } from "pointsman";
export default policy({
  headers: { "x-tier": { values: ["gold", "silver"], required: true }, "x-tenant": "string" },
  routes: {
    chat: {
      rules: [
        {
          when: (r) => r.headers["x-tier"] === "gold" && r.headers["x-tenant"]?.startsWith("acme-"),
          use: "anthropic/claude-opus-5-5",
        },
      ],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
  budgets: { tenant: { per: (r) => r.headers["x-tenant"], limit: usd(5), window: "day", missing: "pool" } },
});
`;

describe("headers that a policy declares", () => {
  test("are in the table beside metadata, in both spellings alike", () => {
    const written = compileFiles({ "routes.yaml": yaml });
    expect(findings(written)).toEqual([]);
    const { value, text } = written.table!;
    expect(value.headers).toEqual({ "x-tenant": {}, "x-tier": { values: ["gold", "silver"], required: true } });
    expect(value.metadata).toEqual({});
    expect(value.features).toContain("fact/headers.startsWith");
    expect(compileFiles({ "routes.ts": typescript }).table?.text).toBe(text);
  });

  test("are closed in proofs, and stand in the request that refutes a claim", () => {
    const claim = (when: string, every: string) => `${yaml}invariants: { law: { when: '${when}', every: '${every}' } }
`;
    const proofOf = (when: string, every: string) =>
      compileFiles({ "routes.yaml": claim(when, every) }).proofs.find(({ code }) => code === "invariant")!;
    const isSilver = 'r.headers["x-tier"] !== "gold"';
    expect(proofOf(isSilver, 't.provider === "openai"').verdict).toBe("proved");
    expect(proofOf('r.headers["x-tier"] === undefined', 't.provider === "nobody"').verdict).not.toBe("refuted");
    const refuted = proofOf('r.headers["x-tenant"] !== undefined', 't.provider === "openai"');
    expect(refuted.verdict).toBe("refuted");
    const { headers = {} } = (refuted as { shown: { witness: { headers?: Record<string, string> } } }).shown.witness;
    expect(headers["x-tier"]).toBe("gold");
    expect(headers["x-tenant"]).toMatch(/^acme-/);
    expect(maySay({ "x-tier": { values: ["gold"], required: true }, "x-tenant": {} }, headers)).toBe(true);
  });

  test.each([
    ["headers: { authorization: string }", "name/reserved-header"],
    ["headers: { x-api-key: string }", "name/reserved-header"],
    ["headers: { x-session-token: string }", "name/reserved-header"],
    ["headers: { x-pointsman-team: string }", "name/reserved-header"],
    ["headers: { cookie: string }", "name/reserved-header"],
    ["headers: { content-length: string }", "name/reserved-header"],
    ["headers: { X-Tier: string }", "name/invalid-name"],
    ["headers: { x-tier: [a, a] }", "name/duplicate-metadata-value"],
    ["headers: { x-tier: [a] }", "name/unused-metadata"],
  ])("%s is %s", (line, code) => {
    const files = { "routes.yaml": `${line}\nroutes: { chat: { otherwise: openai/gpt-5.4-mini } }\n` };
    expect(compileFiles(files).diagnostics.map((one) => one.code)).toContain(code);
  });

  test("that are not declared are no facts", () => {
    const source = yaml.replace('r.headers["x-tier"]', 'r.headers["x-teir"]');
    const [first] = compileFiles({ "routes.yaml": source }).diagnostics;
    expect(first?.code).toBe("name/unknown-fact");
  });
});
