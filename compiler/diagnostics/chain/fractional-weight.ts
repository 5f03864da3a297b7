import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const fractionalWeight: DiagnosticKind<{ weight: number; instead: number }> = defineDiagnostic({
  code: "chain/fractional-weight",
  severity: "warning",
  title: "A fraction as a weight",
  message: ({ weight }) => `the weight ${weight} is a fraction`,
  help: ({ instead }) => `It has become ${instead}: whole numbers mean the same to every router.`,
  page: {
    what: "A weight of an imported configuration is a fraction, such as 0.9.",
    why: "Some routers cut weights to whole numbers, so that 0.9 becomes 0 and the target gets nothing.",
    mend: "Write weights as whole numbers, such as 90 and 10. The import has done so.",
    bad: {
      language: "litellm",
      source: `model_list:
  - model_name: chat
    litellm_params: { model: openai/gpt-5.4-mini, weight: 0.9 }
  - model_name: chat
    litellm_params: { model: mistral/mistral-large-2512, weight: 0.1 }
`,
    },
    good: {
      language: "litellm",
      source: `model_list:
  - model_name: chat
    litellm_params: { model: openai/gpt-5.4-mini, weight: 90 }
  - model_name: chat
    litellm_params: { model: mistral/mistral-large-2512, weight: 10 }
`,
    },
  },
});
