import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface Misplaced {
  readonly name: string;
  /** Where it stands, and where it would have an effect. */
  readonly part: string;
  readonly home: string;
  /** What stands there is sent to the provider. */
  readonly isSent: boolean;
}

export const misplacedSetting: DiagnosticKind<Misplaced> = defineDiagnostic({
  code: "name/misplaced-setting",
  severity: "warning",
  title: "A setting in the wrong part",
  message: ({ name, part, isSent }) =>
    `\`${name}\` has no effect in ${quoted(part)}${isSent ? ": it is sent to the provider with every request" : ""}`,
  help: ({ home }) => `It belongs to ${quoted(home)}. The policy is made without it.`,
  page: {
    what: "An imported configuration has a setting in a part where the router does not look for it.",
    why: "It is ignored in silence, or sent to the provider as a parameter of the model, which may refuse the request.",
    mend: "Move it to the part that it belongs to and import again, or write what it was meant to do into the policy.",
    bad: {
      language: "litellm",
      source: `model_list:
  - model_name: chat
    timeout: 30
    litellm_params: { model: openai/gpt-5.4-mini }
`,
    },
    good: {
      language: "litellm",
      source: `model_list:
  - model_name: chat
    litellm_params: { model: openai/gpt-5.4-mini, timeout: 30 }
`,
    },
  },
});

function quoted(part: string): string {
  return part.includes(" ") ? part : `\`${part}\``;
}
