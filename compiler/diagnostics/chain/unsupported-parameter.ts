import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface Refused {
  readonly id: string;
  readonly parameters: readonly string[];
  /** Absent where the parameter is written for this very model. */
  readonly from?: string;
}

export const unsupportedParameter: DiagnosticKind<Refused> = defineDiagnostic({
  code: "chain/unsupported-parameter",
  severity: "warning",
  title: "A parameter that the model refuses",
  message: ({ id, parameters, from }) =>
    `\`${id}\` refuses ${parameters.map((name) => `\`${name}\``).join(", ")}${from ? `, which \`${from}\` takes` : ""}`,
  help: () => "The policy leaves out what a target refuses, target by target; nothing needs to be done.",
  page: {
    what: "A fallback of an imported configuration refuses a parameter that the first model takes, or a model is given a parameter that it refuses.",
    why: "A request that sends the parameter works every day, and fails with an error of the client during the outage that the fallback was meant for.",
    mend: "The table knows for each target which parameters it refuses, and leaves them out. Where the parameter matters, such as `tools`, choose a fallback that takes it.",
    bad: {
      language: "litellm",
      source: `model_list:
  - model_name: main
    litellm_params: { model: mistral/mistral-large-2512 }
  - model_name: spare
    litellm_params: { model: openai/gpt-5.4-mini }
router_settings:
  fallbacks: [{ main: [spare] }]
`,
    },
    good: {
      language: "litellm",
      source: `model_list:
  - model_name: main
    litellm_params: { model: mistral/mistral-large-2512 }
  - model_name: spare
    litellm_params: { model: openai/gpt-5.4-mini }
router_settings:
  fallbacks: [{ main: [spare] }]
litellm_settings:
  drop_params: true
`,
    },
  },
});
