import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface Windows {
  readonly first: string;
  readonly next: string;
  /** Tokens. */
  readonly from: number;
  readonly to: number;
}

export const windowTooSmall: DiagnosticKind<Windows> = defineDiagnostic({
  code: "chain/window-too-small",
  severity: "warning",
  title: "A fallback that takes less than what it stands in for",
  message: ({ first, next, from, to }) =>
    `\`${next}\` takes ${to.toLocaleString("en")} tokens where \`${first}\` takes ${from.toLocaleString("en")}`,
  help: () => "A policy leaves the smaller one out of the plan of a larger request; name one more that takes as much.",
  page: {
    what: "An imported configuration falls back from a model to one with a smaller window.",
    why: "The requests that are too large for the fallback fail there, just when the first model is down; as a fallback for a window that was too small it can never help.",
    mend: "Nothing must be done for the policy to be right: it tries the fallback only for requests that fit. Where large requests must survive an outage, too, add a target with as large a window.",
    bad: {
      language: "litellm",
      source: `model_list:
  - model_name: long
    litellm_params: { model: gemini/gemini-3.1-pro-preview }
  - model_name: short
    litellm_params: { model: mistral/mistral-large-2512 }
litellm_settings:
  drop_params: true
  fallbacks: [{ long: [short] }]
`,
    },
    good: {
      language: "litellm",
      source: `model_list:
  - model_name: long
    litellm_params: { model: gemini/gemini-3.1-pro-preview }
  - model_name: short
    litellm_params: { model: mistral/mistral-large-2512 }
litellm_settings:
  drop_params: true
  fallbacks: [{ short: [long] }]
`,
    },
  },
});
