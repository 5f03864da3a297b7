import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface Refused {
  readonly id: string;
  readonly parameters: readonly string[];
  /** Absent where the parameter is written for this very model. */
  readonly from?: string;
  /** By the policy's own `set`. */
  readonly isFixed?: boolean;
}

export const unsupportedParameter: DiagnosticKind<Refused> = defineDiagnostic({
  code: "chain/unsupported-parameter",
  severity: "warning",
  title: "A parameter that the model refuses",
  message: ({ id, parameters, from, isFixed }) => {
    const names = parameters.map((name) => `\`${name}\``).join(", ");
    if (isFixed) return `\`${id}\` refuses ${names}, so what \`set\` fixes does not hold there`;
    return `\`${id}\` refuses ${names}${from ? `, which \`${from}\` takes` : ""}`;
  },
  help: ({ parameters, isFixed }) =>
    isFixed
      ? `Name a model that takes ${parameters.length === 1 ? "it" : "them"}, or fix ${parameters.length === 1 ? "it" : "them"} only where every target does.`
      : "The policy leaves out what a target refuses, target by target; nothing needs to be done.",
  page: {
    what: "A fallback of an imported configuration refuses a parameter that the first model takes, or a model is given a parameter that it refuses. In a policy: `set` fixes a parameter, and a target that serves these requests refuses it.",
    why: "Another router sends the parameter all the same: the request works every day, and fails with an error of the client during the outage that the fallback was meant for. Pointsman leaves it out there, so what `set` fixes silently does not hold.",
    mend: "The table knows for each target which parameters it refuses, and leaves them out, so an imported policy works as it is. Where the parameter matters, such as `tools` or a `temperature` that the policy fixes, name models that take it.",
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
