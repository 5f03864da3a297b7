import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const unknownGroup: DiagnosticKind<{ name: string; closest?: string | undefined }> = defineDiagnostic({
  code: "name/unknown-group",
  severity: "error",
  title: "A name that stands for nothing",
  message: ({ name }) => `nothing in the configuration is named \`${name}\``,
  help: ({ closest }) => (closest ? `Did you mean \`${closest}\`?` : "It is left out of the policy."),
  page: {
    what: "A fallback, an alias or a condition of an imported configuration names a model group or a target that does not exist.",
    why: "Nothing says so until the fallback is needed, and then there is none.",
    mend: "Correct the name, or remove it.",
    bad: {
      language: "litellm",
      source: `model_list:
  - model_name: main
    litellm_params: { model: openai/gpt-5.4-mini }
  - model_name: other
    litellm_params: { model: mistral/mistral-large-2512 }
router_settings:
  fallbacks: [{ main: [ohter] }]
`,
    },
    good: {
      language: "litellm",
      source: `model_list:
  - model_name: main
    litellm_params: { model: openai/gpt-5.4-mini }
  - model_name: spare
    litellm_params: { model: mistral/mistral-large-2512 }
litellm_settings: { drop_params: true }
router_settings:
  fallbacks: [{ main: [spare] }]
`,
    },
  },
});
