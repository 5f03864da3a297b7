import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const refusalFallback: DiagnosticKind<{ from: string }> = defineDiagnostic({
  code: "chain/refusal-fallback",
  severity: "warning",
  title: "A refusal is routed around",
  message: ({ from }) => `what \`${from}\` refuses for its content is asked again elsewhere`,
  help: () => "`content-filter` under `fallbackOn` of the route says so: leave it out where it is not meant.",
  page: {
    what: "An imported configuration sends requests that a model refused for their content to another model.",
    why: "It looks for the provider that answers what others refuse. That may be wanted, and must then be said in the policy; it must not happen by the way.",
    mend: "Leave it where it is meant; else take `content-filter` out of `fallbackOn` of the route.",
    bad: {
      language: "litellm",
      source: `model_list:
  - model_name: chat
    litellm_params: { model: openai/gpt-5.4-mini }
  - model_name: other
    litellm_params: { model: mistral/mistral-large-2512 }
litellm_settings:
  content_policy_fallbacks: [{ chat: [other] }]
`,
    },
    good: {
      language: "litellm",
      source: `model_list:
  - model_name: chat
    litellm_params: { model: openai/gpt-5.4-mini }
  - model_name: other
    litellm_params: { model: mistral/mistral-large-2512 }
`,
    },
  },
});
