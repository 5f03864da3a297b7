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
  title: "A setting that is not known",
  message: ({ name, part, isSent }) =>
    isSent
      ? `\`${name}\` is not known here as a setting of \`${part}\`: it is left out, and the router sends it to the provider`
      : `\`${name}\` is not known here as a setting of ${part.includes(" ") ? part : `\`${part}\``}, and is left out`,
  help: ({ closest }) => closest && `Did you mean \`${closest}\`?`,
  page: {
    what: "An imported configuration has a setting that is none of those that the documentation of its router lists.",
    why: "A router mostly ignores in silence what it does not know, so that what it was meant to do is not done; among the parameters of a model it goes to the provider, which may refuse the request.",
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
