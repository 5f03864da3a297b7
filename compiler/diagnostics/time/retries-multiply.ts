import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface Multiplied {
  readonly group: string;
  readonly attempts: number;
  readonly groups: number;
  /** Seconds, for each attempt. */
  readonly timeout: number;
}

export const retriesMultiply: DiagnosticKind<Multiplied> = defineDiagnostic({
  code: "time/retries-multiply",
  severity: "warning",
  title: "Retries multiply with fallbacks",
  message: ({ group, attempts, groups, timeout }) =>
    `a request to \`${group}\` may take ${minutes(attempts * groups * timeout)}: ${attempts} attempts × ${groups} groups × ${timeout} s`,
  help: () =>
    "Here all of a chain are asked once, then again those whose failure may pass, under a `deadline` as long: set it to what a client waits.",
  page: {
    what: "An imported configuration retries every group of a chain of fallbacks, each attempt with its own timeout.",
    why: "Nobody waits that long: the client has gone, and the attempts go on, are paid for, and add to the load of what is already failing.",
    mend: "One deadline bounds the whole request here. Set it to what a client waits.",
    bad: {
      language: "litellm",
      source: `model_list:
  - model_name: main
    litellm_params: { model: openai/gpt-5.4-mini }
  - model_name: spare
    litellm_params: { model: mistral/mistral-large-2512 }
litellm_settings: { drop_params: true }
router_settings:
  timeout: 60
  num_retries: 3
  fallbacks: [{ main: [spare] }]
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
  timeout: 60
  num_retries: 0
  fallbacks: [{ main: [spare] }]
`,
    },
  },
});

function minutes(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} minutes`;
}
