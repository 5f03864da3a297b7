import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const unknownCapability: DiagnosticKind<{ id: string; fact: string; capability: string }> = defineDiagnostic({
  code: "catalog/unknown-capability",
  severity: "warning",
  title: "Nobody knows whether the target can do it",
  message: ({ id, fact }) => `the rule asks for \`r.${fact}\`, and nothing says whether \`${id}\` can do it`,
  help: ({ id, capability }) => `Say it in catalog.yaml: \`models: { ${id}: { caps: { ${capability}: true } } }\`.`,
  page: {
    what: "A rule takes requests that need a capability, and the catalog has no word on whether its target has it.",
    why: "What is unknown is not held against a target, so it is tried; if it cannot, every such request fails there first.",
    mend: "Try it, and write what you find into the catalog overlay.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { rules: [{ when: (r) => r.needs.jsonSchema, use: "groq/groq/compound" }], otherwise: "openai/gpt-5.4-mini" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { rules: [{ when: (r) => r.needs.jsonSchema, use: "groq/groq/compound" }], otherwise: "openai/gpt-5.4-mini" } },
});
`,
      files: {
        "catalog.yaml": `models:
  groq/groq/compound: { caps: { jsonSchema: true } }
`,
      },
    },
  },
});
