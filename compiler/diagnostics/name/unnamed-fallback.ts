import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const unnamedFallback: DiagnosticKind<{ name: string }> = defineDiagnostic({
  code: "name/unnamed-fallback",
  severity: "warning",
  title: "A fallback that nothing leads to",
  message: ({ name }) => `\`${name}\` is named like a fallback, and no fallback names it`,
  help: () => "Clients reach it by its name alone. Add it to the chain of the route that it is meant for.",
  page: {
    what: "An imported configuration has a group whose name says that it stands in for another one, and none of its fallbacks leads there.",
    why: "It looks like a safety net and is none: in an outage nothing is asked there.",
    mend: "Name it in `fallbacks` and import again, or add it to the chain of the route.",
    bad: {
      language: "litellm",
      source: `model_list:
  - model_name: chat
    litellm_params: { model: openai/gpt-5.4-mini }
  - model_name: chat-fallback
    litellm_params: { model: mistral/mistral-large-2512 }
`,
    },
    good: {
      language: "litellm",
      source: `model_list:
  - model_name: chat
    litellm_params: { model: openai/gpt-5.4-mini }
  - model_name: chat-fallback
    litellm_params: { model: mistral/mistral-large-2512 }
litellm_settings:
  drop_params: true
  fallbacks: [{ chat: [chat-fallback] }]
`,
    },
  },
});
