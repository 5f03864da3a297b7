import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const ambiguousWildcard: DiagnosticKind<{ name: string; other: string; now: string }> = defineDiagnostic({
  code: "name/ambiguous-wildcard",
  severity: "warning",
  title: "Two names fit the same request",
  message: ({ name, other }) => `\`${name}\` and \`${other}\` both fit some requests`,
  help: ({ now }) => now,
  page: {
    what: "In an imported configuration a wildcard overlaps another wildcard or an exact name, and they lead to different deployments.",
    why: "Which one wins has changed between releases of the router, and among equal wildcards it is left to chance: with different keys every second request may be refused.",
    mend: "Here an exact name goes before a wildcard, and a longer wildcard before a shorter one. Read which one now wins; remove the other one if it is not needed.",
    bad: {
      language: "litellm",
      source: `model_list:
  - model_name: fast-*
    litellm_params: { model: openai/gpt-5.4-mini }
  - model_name: fast-lane
    litellm_params: { model: mistral/mistral-large-2512 }
`,
    },
    good: {
      language: "litellm",
      source: `model_list:
  - model_name: fast-*
    litellm_params: { model: openai/gpt-5.4-mini }
  - model_name: lane
    litellm_params: { model: mistral/mistral-large-2512 }
`,
    },
  },
});
