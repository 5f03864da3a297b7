import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const changedByImport: DiagnosticKind<{ what: string; how: string; instead?: string }> = defineDiagnostic({
  code: "syntax/changed-by-import",
  severity: "warning",
  title: "Carried over in another way by the import",
  message: ({ what, how }) => `${what} is carried over in another way: ${how}`,
  help: ({ instead }) => instead,
  page: {
    what: "An imported configuration says something that the policy says in another way, with an effect that is not quite the same.",
    why: "What differs is met in an outage, when nobody expects it. So each such line is named.",
    mend: "Read what is different; change the policy where you need the other.",
    bad: {
      language: "litellm",
      source: `model_list:
  - model_name: chat
    litellm_params: { model: openai/gpt-5.4-mini }
router_settings:
  num_retries: 9
`,
    },
    good: {
      language: "litellm",
      source: `model_list:
  - model_name: chat
    litellm_params: { model: openai/gpt-5.4-mini }
router_settings:
  num_retries: 2
`,
    },
  },
});
