import { describe, expect, test } from "vitest";
import { reportFormats } from "../../compiler/report/formats.ts";
import { compileFiles } from "./in-memory.ts";

const SECRET = "sk-proj-Zq8vN3xK7pL2mW9tR4yB6cD1fG5hJ0aS";
/** What nobody writes by chance. */
const PIECE = /Zq8vN3xK|W9tR4yB6|fG5hJ0aS/;

const ts = (rule: string, more = "") => `import { policy, reject } from "pointsman";
${more}
export default policy({
  metadata: { team: "string" },
  routes: { chat: { rules: [${rule}], otherwise: "openai/gpt-5.4-mini" } },
});
`;

/** Wherever one may stand: as a value, in a condition, in a name, in a comment, in what does not parse, in the overlay. */
const policies: Record<string, Record<string, string>> = {
  "a message": { "routes.ts": ts(`{ when: (r) => r.stream, use: reject(403, "Use ${SECRET}.") }`) },
  "a condition": { "routes.ts": ts(`{ when: (r) => r.metadata.team === "${SECRET}", use: "openai/gpt-6-luna" }`) },
  "a constant of another rule": {
    "routes.ts": ts(`{ when: (r) => r.stream, use: reject(403, KEY) }`, `const KEY = "${SECRET}";`),
  },
  "a constant in two parts": {
    "routes.ts": ts(
      `{ when: (r) => r.stream, use: reject(403, KEY) }`,
      `const KEY = "sk-proj-Zq8vN3xK7pL2mW" + "9tR4yB6cD1fG5hJ0aS";`,
    ),
  },
  "a target": { "routes.ts": ts(`{ when: (r) => r.stream, use: "${SECRET}" }`) },
  "a model": { "routes.ts": ts(`{ when: (r) => r.stream, use: "openai/${SECRET}" }`) },
  "a name that is not defined": { "routes.ts": ts(`{ when: (r) => r.stream, use: Zq8vN3xK7pL2mW9tR4yB6cD1fG5hJ0aS }`) },
  "a comment beside a mistake": {
    "routes.ts": ts(`{ when: (r) => r.sream, use: "openai/gpt-6-luna" } /* ${SECRET} */`),
  },
  "what does not parse": { "routes.ts": ts(`{ when: (r) => r.stream use: "${SECRET}" }`) },
  YAML: { "routes.yaml": `routes:\n  chat:\n    otherwise: ${SECRET}\n` },
  "YAML that does not parse": { "routes.yaml": `routes:\n  chat: { otherwise: a: ${SECRET}\n` },
  "a key of YAML": { "routes.yaml": `routes:\n  chat: { otherwise: openai/gpt-6-luna, ${SECRET}: 1 }\n` },
  "the overlay": {
    "routes.yaml": "routes: { chat: { otherwise: openai/gpt-6-luna } }\n",
    "catalog.yaml": `providers:\n  own: { dialect: openai, baseUrl: "http://own:1/v1", hosting: self-hosted, jurisdiction: DE, auth: { header: a, env: [${SECRET}] } }\n`,
  },
};

describe.each(Object.keys(policies))("a secret in %s", (name) => {
  const { diagnostics } = compileFiles(policies[name]!);

  test("is told by no format of findings", () => {
    expect(diagnostics.length).toBeGreaterThan(0);
    for (const [format, print] of Object.entries(reportFormats)) {
      const policy = Object.keys(policies[name]!)[0]!;
      const text = print({ policies: [{ policy, diagnostics }], isOne: true, version: "0", colours: false });
      expect(text, format).not.toMatch(PIECE);
    }
  });
});

test("fixes of a file with a secret are made in the file itself", () => {
  const [found] = compileFiles({
    "routes.yaml": `routes:\n  chat: { otherwize: openai/gpt-6-luna } # ${SECRET}\n`,
  }).diagnostics;
  expect(found?.fix?.edits[0]?.span.file.text).toContain(SECRET);
  expect(found?.span?.file.text).not.toMatch(PIECE);
});
