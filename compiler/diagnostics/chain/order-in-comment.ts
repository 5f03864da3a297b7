import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const orderInComment: DiagnosticKind<{ group: string; comment: string }> = defineDiagnostic({
  code: "chain/order-in-comment",
  severity: "warning",
  title: "An order that only a comment says",
  message: ({ group, comment }) => `"${comment}" is a comment: the deployments of \`${group}\` share its requests`,
  help: () =>
    "For an order write `order: 1`, `order: 2` under `litellm_params` and import again, or a list in the policy.",
  page: {
    what: "An imported configuration calls the deployments of a group first and second, primary or fallback, in comments alone.",
    why: "The router does not read comments: it asks the deployments of a group in any order, so that the fallback gets its share from the first request on.",
    mend: "Say the order: with `order` in the original, or as a list in the policy.",
    bad: {
      language: "litellm",
      source: `model_list:
  # Primary
  - model_name: chat
    litellm_params: { model: openai/gpt-5.4-mini }
  # Fallback
  - model_name: chat
    litellm_params: { model: mistral/mistral-large-2512 }
`,
    },
    good: {
      language: "litellm",
      source: `model_list:
  # Primary
  - model_name: chat
    litellm_params: { model: openai/gpt-5.4-mini, order: 1 }
  # Fallback
  - model_name: chat
    litellm_params: { model: mistral/mistral-large-2512, order: 2 }
`,
    },
  },
});
