import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const otherFamily: DiagnosticKind<{ name: string; model: string }> = defineDiagnostic({
  code: "name/other-family",
  severity: "warning",
  title: "A name of one family of models, served by another",
  message: ({ name, model }) => `who asks for \`${name}\` is answered by \`${model}\``,
  help: () =>
    "Where that is meant, leave it: clients keep asking by the old name. Else give the group a name of its own.",
  page: {
    what: "An imported configuration has a group that is named after one family of models and has a model of another.",
    why: "Clients, prices and logs go by the name. Who reads it thinks of another model, another vendor and another law.",
    mend: "Name the group after what it is for, or after the model that serves it.",
    bad: {
      language: "litellm",
      source: `model_list:
  - model_name: gpt-4o
    litellm_params: { model: mistral/mistral-large-2512 }
`,
    },
    good: {
      language: "litellm",
      source: `model_list:
  - model_name: chat
    litellm_params: { model: mistral/mistral-large-2512 }
`,
    },
  },
});
