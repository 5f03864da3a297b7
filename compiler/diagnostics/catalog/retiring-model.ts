import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const retiringModel: DiagnosticKind<{ id: string; on: string; days: number; replacement?: string | undefined }> =
  defineDiagnostic({
    code: "catalog/retiring-model",
    severity: "warning",
    title: "A model that retires soon",
    message: ({ id, on, days }) =>
      days > 0
        ? `\`${id}\` retires on ${on}, in ${days} ${days === 1 ? "day" : "days"}`
        : `\`${id}\` was to retire on ${on}; whether it has, the catalog does not say yet`,
    help: ({ replacement }) => replacement && `Its provider names \`${replacement}\` as the replacement.`,
    page: {
      what: "A target is a model that its provider switches off within 90 days, or was to switch off by now. That a date has passed never makes an error: a build of the same files stays what it was.",
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
