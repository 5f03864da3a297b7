import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const defaultTag: DiagnosticKind<{ group: string }> = defineDiagnostic({
  code: "name/default-tag",
  severity: "warning",
  title: "The tag `default` takes tagged requests, too",
  message: ({ group }) => `requests to \`${group}\` with a tag that no deployment has go to \`default\`, too`,
  help: () =>
    "In the policy they meet `otherwise`. To refuse them, write `otherwise` as a `reject` and a rule for the others.",
  page: {
    what: "A deployment of an imported configuration is tagged `default`.",
    why: "It reads as if only requests without a tag came there. A misspelt tag comes there as well, and with it whatever the tag was meant to keep apart.",
    mend: "The rules of the policy are tried in order, and what meets none of them meets `otherwise`: read whether that is right.",
    bad: {
      language: "litellm",
      source: `model_list:
  - model_name: chat
    litellm_params: { model: mistral/mistral-large-2512, tags: [eu] }
  - model_name: chat
    litellm_params: { model: openai/gpt-5.4-mini, tags: [default] }
router_settings:
  enable_tag_filtering: true
`,
    },
    good: {
      language: "litellm",
      source: `model_list:
  - model_name: chat
    litellm_params: { model: mistral/mistral-large-2512, tags: [eu] }
  - model_name: chat
    litellm_params: { model: openai/gpt-5.4-mini }
router_settings:
  enable_tag_filtering: true
`,
    },
  },
});
