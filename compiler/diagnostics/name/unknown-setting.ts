import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface Unknown {
  readonly name: string;
  readonly part: string;
  readonly isSent: boolean;
  readonly closest?: string | undefined;
}

export const unknownSetting: DiagnosticKind<Unknown> = defineDiagnostic({
  code: "name/unknown-setting",
  severity: "warning",
  title: "A setting that does not exist",
  message: ({ name, part, isSent }) =>
    isSent
      ? `\`${name}\` is no setting of \`${part}\`: it is sent to the provider with every request`
      : `\`${name}\` is no setting of ${part.includes(" ") ? part : `\`${part}\``}, and is ignored`,
  help: ({ closest }) => closest && `Did you mean \`${closest}\`?`,
  page: {
    what: "An imported configuration has a setting that its router does not know, as far as its documentation says.",
    why: "The router ignores it in silence, so what it was meant to do is not done; among the parameters of a model it goes to the provider, which may refuse the request.",
    mend: "Correct the spelling and import again, or remove it.",
    bad: {
      language: "litellm",
      source: `model_list:
  - model_name: chat
    litellm_params: { model: openai/gpt-5.4-mini }
router_settings:
  num_retrys: 2
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
