import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const retiringModel: DiagnosticKind<{ id: string; on: string; days: number; replacement?: string | undefined }> =
  defineDiagnostic({
    code: "catalog/retiring-model",
    severity: "warning",
    title: "A model that retires soon",
    message: ({ id, on, days }) => `\`${id}\` retires on ${on}, in ${days} ${days === 1 ? "day" : "days"}`,
    help: ({ replacement }) => replacement && `Its provider names \`${replacement}\` as the replacement.`,
    page: {
      what: "A target is a model that its provider switches off within 90 days.",
      why: "From that day on every request that reaches the target fails; a fallback dies without anybody seeing it.",
      mend: "Move to the replacement, or another model, while both can be compared.",
      bad: {
        language: "typescript",
        source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-4o-mini" } },
});
`,
      },
      good: {
        language: "typescript",
        source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`,
      },
    },
  });
