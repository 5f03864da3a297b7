import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const aliasInFallback: DiagnosticKind<{ alias: string; to: string }> = defineDiagnostic({
  code: "name/alias-in-fallback",
  severity: "warning",
  title: "An alias where aliases are not looked up",
  message: ({ alias, to }) => `\`${alias}\` is an alias of \`${to}\`, and fallbacks do not look aliases up`,
  help: ({ to }) => `The policy names \`${to}\`.`,
  page: {
    what: "A fallback of an imported configuration names an alias.",
    why: "The router sends the alias to the provider as if it were a model, so the fallback fails whenever it is needed.",
    mend: "Name the group itself. A policy holds concrete targets only, so the import has done so.",
    bad: {
      language: "litellm",
      source: `model_list:
  - model_name: main
    litellm_params: { model: openai/gpt-5.4-mini }
  - model_name: spare
    litellm_params: { model: mistral/mistral-large-2512 }
router_settings:
  model_group_alias: { backup: spare }
  fallbacks: [{ main: [backup] }]
`,
    },
    good: {
      language: "litellm",
      source: `model_list:
  - model_name: main
    litellm_params: { model: openai/gpt-5.4-mini }
  - model_name: spare
    litellm_params: { model: mistral/mistral-large-2512 }
router_settings:
  model_group_alias: { backup: spare }
  fallbacks: [{ main: [spare] }]
`,
    },
  },
});
