import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const trialPrice: DiagnosticKind<{ id: string }> = defineDiagnostic({
  code: "catalog/trial-price",
  severity: "warning",
  title: "A free trial as a price",
  message: ({ id }) => `\`${id}\` is free, and is at a provider that sells its use`,
  page: {
    what: "The catalog lists a price of 0 for a target at a provider that is not your own machine: a trial or a free tier, with limits on how much it serves.",
    why: "Beyond a few requests it refuses, or starts to cost; until then every budget counts it as nothing, and `cheapest` always prefers it.",
    mend: "Use it for trials only. If you do have an agreement, write its price into the catalog overlay.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "nvidia/openai/gpt-oss-20b" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "nvidia/openai/gpt-oss-20b" } },
});
`,
      files: {
        "catalog.yaml": `prices:
  nvidia/openai/gpt-oss-20b: { price: { input: 0.1, output: 0.4 } }
`,
      },
    },
  },
});
