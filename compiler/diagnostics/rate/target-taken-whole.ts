import { spokenCount } from "../amounts.ts";
import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export interface TakenWhole {
  readonly route: string;
  /** `provider/model` */
  readonly id: string;
  readonly rate: "inputTokens" | "outputTokens" | "tokens";
  /** Tokens that the target may be asked in a window. */
  readonly limit: number;
  readonly window: string;
  /** Tokens of one request. */
  readonly most: number;
}

export const targetTakenWhole: DiagnosticKind<TakenWhole> = defineDiagnostic({
  code: "rate/target-taken-whole",
  severity: "warning",
  title: "One request can take more than a whole limit of a target",
  message: ({ route, id, rate, limit, window, most }) =>
    rate === "inputTokens"
      ? `\`${route}\` takes requests of ${spokenCount(most)} input tokens, and \`${id}\` may be asked ${spokenCount(limit)} per ${window}: larger ones never go there`
      : `one request to \`${route}\` may come to ${spokenCount(most)} ${words(rate)} at \`${id}\`, which has ${spokenCount(limit)} per ${window}: until it has ended, no other one goes there`,
  help: ({ rate }) =>
    rate === "inputTokens"
      ? "Lower the route's `max: { inputTokens: … }`, or correct the limit in the overlay."
      : "Lower the route's `max: { outputTokens: … }`, or correct the limit in the overlay.",
  page: {
    what: "A limit of a target in the overlay has less room than one request of a route that reaches it may take: the route's `max` allows as much, or, where it says nothing of the output, the model writes more.",
    why: "What a request may come to is taken from the limit before it is sent, and put right when it has ended. A request that may come to more than all of it takes it whole: the target answers one at a time, and all others go elsewhere or wait. An input above the limit never gets there.",
    mend: "Bound the route with `max: { inputTokens, outputTokens }` well below the limit. Where the limit is the mistake, write what the provider says.",
    bad: {
      language: "typescript",
      source: policy("150_000"),
      files: { "catalog.yaml": overlay() },
    },
    good: {
      language: "typescript",
      source: policy("4_000"),
      files: { "catalog.yaml": overlay() },
    },
  },
});

function words(rate: "outputTokens" | "tokens"): string {
  return rate === "tokens" ? "tokens" : "output tokens";
}

function overlay(): string {
  return "models:\n  openai/gpt-5.4-mini: { limits: { outputTokens: 100000, window: minute } }\n";
}

function policy(outputTokens: string): string {
  return `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { outputTokens: ${outputTokens} } } },
});
`;
}
