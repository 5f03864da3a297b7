import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const lineWithoutBound: DiagnosticKind<{ name: string }> = defineDiagnostic({
  code: "time/line-without-bound",
  severity: "warning",
  title: "A line that nobody ever stands in",
  message: ({ name }) =>
    `nobody ever waits in the \`line\` of \`${name}\`: it is asked as many requests at once as come`,
  help: () =>
    "Say how many it is asked at once: `concurrency` of the model or of its provider, or `accountConcurrency`.",
  page: {
    what: "A model or a provider of the overlay has a `line`, and nothing bounds how many requests it is asked at once.",
    why: "Requests wait only for a place, and where there is no bound there is always one: the line looks like a protection, and is none.",
    mend: "Add the bound that was meant: `concurrency` of the model, or of the provider for each of its models, or `accountConcurrency` of the provider for all of them together.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`,
      files: { "catalog.yaml": "models:\n  openai/gpt-5.4-mini: { line: { most: 100, wait: 2s } }\n" },
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`,
      files: { "catalog.yaml": "models:\n  openai/gpt-5.4-mini: { concurrency: 20, line: { most: 100, wait: 2s } }\n" },
    },
  },
});
