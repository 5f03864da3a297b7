import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const retiredModel: DiagnosticKind<{ id: string; on?: string | undefined; replacement?: string | undefined }> =
  defineDiagnostic({
    code: "catalog/retired-model",
    severity: "error",
    title: "Retired model",
    message: ({ id, on }) => `\`${id}\` was retired${on ? ` on ${on}` : ""}`,
    help: ({ replacement }) => replacement && `Its provider names \`${replacement}\` as the replacement.`,
    page: {
      what: "A target is a model that its provider has switched off.",
      why: "Every request that reaches the target fails; as a fallback it may stay dead for weeks before somebody needs it.",
      mend: "Use the replacement, or another model.",
      bad: {
        language: "typescript",
        source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-3.5-turbo" } },
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
