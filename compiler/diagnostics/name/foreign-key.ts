import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const foreignKey: DiagnosticKind<{ key: string; instead: string }> = defineDiagnostic({
  code: "name/foreign-key",
  severity: "error",
  title: "A key of another router",
  message: ({ key }) => `\`${key}\` is a key of other routers and means nothing here`,
  help: ({ instead }) => instead,
  page: {
    what: "The policy has a key that other gateways know, such as `fallbacks`, `model_list` or `weight`.",
    why: "What it should set would not be set.",
    mend: "Say it as the message shows; `pointsman import` carries a whole configuration over.",
    bad: {
      language: "yaml",
      source: `routes:
  chat:
    otherwise: openai/gpt-5.4-mini
    fallbacks: [anthropic/claude-haiku-5-5]
`,
    },
    good: {
      language: "yaml",
      source: `routes:
  chat:
    otherwise: [openai/gpt-5.4-mini, anthropic/claude-haiku-5-5]
`,
    },
  },
});
