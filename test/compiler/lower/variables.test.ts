import { describe, expect, test } from "vitest";
import { compileFiles, findings } from "../in-memory.ts";

const overlay = `providers:
  inference:
    dialect: openai
    baseUrl: \${INFERENCE_URL}/v1
    headers: { x-org: "org-\${ORG}" }
    jurisdiction: DE
  moved: { like: openai, baseUrl: "http://\${HOST}:\${PORT}/v1" }
  azure-se: { like: azure, variables: { resource: "\${AZURE_RESOURCE}" } }
models:
  inference/support: { context: 32768, name: "\${MODEL_NAME}", price: { input: 0.2, output: 0.2 } }
  azure-se/mini: { like: azure/gpt-5.4-mini }
`;

const yaml = `routes:
  chat:
    otherwise: [inference/support, moved/gpt-5.4-mini, azure-se/mini]
    set: { user: "acme-\${TENANT}", safety_identifier: "\${TENANT}" }
`;

const typescript = `import { chain, env, policy } from "pointsman";

const tenant = env("TENANT");

export default policy({
  routes: {
    chat: {
      otherwise: chain("inference/support", "moved/gpt-5.4-mini", "azure-se/mini"),
      set: { user: \`acme-\${tenant}\`, safety_identifier: tenant },
    },
  },
});
`;

describe("a variable", () => {
  test("is in the table by its name, in both spellings alike", () => {
    const written = compileFiles({ "routes.yaml": yaml, "catalog.yaml": overlay });
    expect(findings(written)).toEqual([]);
    const { value: table, text } = written.table!;
    expect(table.variables).toEqual(["AZURE_RESOURCE", "HOST", "INFERENCE_URL", "MODEL_NAME", "ORG", "PORT", "TENANT"]);
    expect(table.features).toContain("variables");
    expect(table.providers.map(({ chatUrl, headers }) => [chatUrl, headers["x-org"]])).toEqual([
      ["https://${AZURE_RESOURCE}.openai.azure.com/openai/v1/chat/completions", undefined],
      ["${INFERENCE_URL}/v1/chat/completions", "org-${ORG}"],
      ["http://${HOST}:${PORT}/v1/chat/completions", undefined],
    ]);
    expect(table.targets.find(({ id }) => id === "inference/support")?.model).toBe("${MODEL_NAME}");
    expect(table.plans[0]?.set).toEqual({ user: "acme-${TENANT}", safety_identifier: "${TENANT}" });
    expect(compileFiles({ "routes.ts": typescript, "catalog.yaml": overlay }).table?.text).toBe(text);
  });

  test("leaves law and region unknown where it is the address, and where another host is written", () => {
    const law = (claim: string) => `${yaml}invariants:\n  law: { every: ${claim} }\n`;
    const verdictOf = (target: string, claim: string) =>
      compileFiles({
        "routes.yaml": law(claim).replace(/otherwise: .*/, `otherwise: ${target}`),
        "catalog.yaml": overlay,
      }).proofs.find(({ code }) => code === "invariant")?.verdict;
    expect(verdictOf("inference/support", 't.jurisdiction === "DE"')).toBe("proved");
    expect(verdictOf("moved/gpt-5.4-mini", 't.jurisdiction === "US"')).toBe("refuted");
    expect(verdictOf("azure-se/mini", 't.jurisdiction === "US"')).toBe("proved");
    const own = 'providers: { ours: { like: openai, baseUrl: "https://gateway.example.com/v1" } }\n';
    const moved = compileFiles({
      "routes.yaml": `routes: { chat: { otherwise: ours/gpt-5.4-mini } }\ninvariants: { law: { every: t.jurisdiction === "US" } }\n`,
      "catalog.yaml": own,
    });
    expect(moved.proofs.find(({ code }) => code === "invariant")?.verdict).toBe("refuted");
  });

  test.each([
    ["deadline: ${DEADLINE}", "${DEADLINE}"],
    ["set: { temperature: '${HEAT}' }", "'${HEAT}'"],
    ["set: { service_tier: 'a${TIER}' }", "'a${TIER}'"],
    ["jurisdictions: ['${LAW}']", "'${LAW}'"],
    ["max: { inputTokens: '${MOST}' }", "'${MOST}'"],
  ])("cannot stand in %s", (line, place) => {
    const source = `routes:\n  chat:\n    otherwise: openai/gpt-5.4-mini\n    ${line}\n`;
    expect(findings(compileFiles({ "routes.yaml": source }))).toEqual([`syntax/variable-place: ${place}`]);
  });

  test("cannot be the model that answers", () => {
    expect(findings(compileFiles({ "routes.yaml": "routes: { chat: { otherwise: '${MODEL}' } }\n" }))).toEqual([
      "syntax/variable-place: '${MODEL}'",
    ]);
  });

  test.each([
    ["providers: { a: { dialect: openai, baseUrl: 'http://a/v1', jurisdiction: '${LAW}' } }", "'${LAW}'"],
    ["providers: { a: { dialect: openai, baseUrl: 'http://a/v1', auth: { env: ['${KEY}'] } } }", "'${KEY}'"],
    ["models: { openai/gpt-5.4-mini: { context: '${CONTEXT}' } }", "'${CONTEXT}'"],
    ["providers: { openai: { region: '${REGION}' } }", "'${REGION}'"],
  ])("cannot stand in the overlay's %s", (overlay, place) => {
    const files = { "routes.yaml": "routes: { chat: { otherwise: openai/gpt-5.4-mini } }\n", "catalog.yaml": overlay };
    expect(findings(compileFiles(files))).toEqual([`syntax/variable-place: ${place}`]);
  });

  test.each([
    'r.key.team === env("TEAM")',
    'env("TEAM") === r.key.team',
    'r.text.includes(env("WORD"))',
    '["a", env("ID")].includes(r.key.id)',
    'env("ON") && r.stream',
    '!env("OFF")',
  ])("is nothing that a condition can go by: %s", (condition) => {
    const source = `import { env, policy } from "pointsman";
export default policy({
  routes: { chat: { rules: [{ when: (r) => ${condition}, use: "openai/gpt-6-luna" }], otherwise: "openai/gpt-5.4-mini" } },
});
`;
    const codes = findings(compileFiles({ "routes.ts": source })).map((found) => found.split(":")[0]);
    expect(codes).toEqual(["syntax/variable-place"]);
  });

  test("is a text like others where people, models or conditions read it", () => {
    const source = `routes:
  chat:
    rules: [{ when: 'r.text.includes("\${HOME}")', use: { reject: 403, message: "Say \${HOME}." } }]
    otherwise: openai/gpt-5.4-mini
    set: { stop: ["\${END}"] }
`;
    const { table, diagnostics } = compileFiles({ "routes.yaml": source });
    expect(diagnostics).toEqual([]);
    expect(table?.value.variables).toBeUndefined();
  });

  test.each(["http://${my-host}/v1", "$BASE/v1", "${BASE:-http://a}/v1", "${BASE}/"])(
    "must be spelled as one: %s",
    (url) => {
      const files = {
        "routes.yaml": "routes: { chat: { otherwise: a/m } }\n",
        "catalog.yaml": `providers: { a: { dialect: openai, baseUrl: "${url}" } }\nmodels: { a/m: { context: 1000 } }\n`,
      };
      const [first] = compileFiles(files).diagnostics;
      expect(first?.code).toBe("syntax/shape");
      expect(first?.message).toContain("${INFERENCE_URL}");
    },
  );
});
