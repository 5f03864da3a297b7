import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const missingQuality: DiagnosticKind<{ id: string; least: number }> = defineDiagnostic({
  code: "catalog/missing-quality",
  severity: "error",
  title: "No score where quality decides",
  message: ({ id, least }) => `nothing says how good \`${id}\` is, and at least ${least} is asked for`,
  help: ({ id }) => `Say it in catalog.yaml: \`models: { ${id}: { quality: … } }\`, from 0 to 1.`,
  page: {
    what: "A strategy takes only targets of a certain quality, and one of its targets has no score.",
    why: "There is no score that fits every use, so none is assumed: the target would never be used.",
    mend: "Score your models, on your own tasks, in the catalog overlay; or take the target out.",
    bad: {
      language: "typescript",
      source: `import { cheapest, policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: cheapest(["openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"], { quality: 0.6 }) } },
});
`,
      files: {
        "catalog.yaml": `models:
  openai/gpt-5.4-mini: { quality: 0.7 }
`,
      },
    },
    good: {
      language: "typescript",
      source: `import { cheapest, policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: cheapest(["openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"], { quality: 0.6 }) } },
});
`,
      files: {
        "catalog.yaml": `models:
  openai/gpt-5.4-mini: { quality: 0.7 }
  anthropic/claude-haiku-5-5: { quality: 0.65 }
`,
      },
    },
  },
});
