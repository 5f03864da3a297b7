import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const deprecatedModel: DiagnosticKind<{ id: string; status: string; replacement?: string | undefined }> =
  defineDiagnostic({
    code: "catalog/deprecated-model",
    severity: "warning",
    title: "A model on its way out",
    message: ({ id, status }) => `\`${id}\` is ${status}`,
    help: ({ replacement }) => replacement && `Its provider names \`${replacement}\` as the replacement.`,
    page: {
      what: "A target is a model that its provider calls deprecated or legacy, without a day on which it is switched off.",
      why: "It gets no improvements any more, and may be switched off at short notice.",
      mend: "Move to the replacement, or another model.",
      bad: {
        language: "typescript",
        source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "deepseek/deepseek-v4-flash" } },
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
