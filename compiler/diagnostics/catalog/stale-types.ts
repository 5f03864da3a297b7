import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface StaleTypes {
  readonly file: string;
  readonly policy: string;
  /** In words. */
  readonly missing: string;
}

export const staleTypes: DiagnosticKind<StaleTypes> = defineDiagnostic({
  code: "catalog/stale-types",
  severity: "warning",
  title: "Old declarations for editors",
  message: ({ file, missing }) => `\`${file}\` does not say what it should: ${missing} changed since it was written`,
  help: ({ policy }) => `Write it anew: \`pointsman types ${policy}\`.`,
  page: {
    what: "The file that `pointsman types` wrote for editors says something else than the policy and its overlay do now.",
    why: "Editors complete names that are gone, and mark new ones as mistakes. What is compiled does not depend on it.",
    mend: "Run `pointsman types` again, or delete the file where nobody uses it.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "vllm/llama" } },
});
`,
      files: {
        "catalog.yaml": `providers:
  vllm: { dialect: openai, baseUrl: "https://llm.example.com/v1", jurisdiction: DE }
models:
  vllm/llama: { context: 32000, price: { input: 0.1, output: 0.2 } }
`,
        "pointsman-env.d.ts": `export {};

declare module "pointsman/project" {
}
`,
      },
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`,
      files: {
        "pointsman-env.d.ts": `export {};

declare module "pointsman/project" {
}
`,
      },
    },
  },
});
