import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const notCarriedOver: DiagnosticKind<{ what: string; why: string; instead?: string }> = defineDiagnostic({
  code: "syntax/not-carried-over",
  severity: "warning",
  title: "Not carried over by the import",
  message: ({ what, why }) => `${what} is not carried over: ${why}`,
  help: ({ instead }) => instead,
  page: {
    what: "An imported configuration says something that the policy does not.",
    why: "The policy would seem to be the same and would not be. So each such line is named.",
    mend: "Read the reason; do elsewhere what it says, or leave it.",
    bad: {
      language: "litellm",
      source: `model_list:
  - model_name: chat
    litellm_params: { model: openai/gpt-5.4-mini }
litellm_settings:
  success_callback: [langfuse]
`,
    },
    good: {
      language: "litellm",
      source: `model_list:
  - model_name: chat
    litellm_params: { model: openai/gpt-5.4-mini }
`,
    },
  },
});
