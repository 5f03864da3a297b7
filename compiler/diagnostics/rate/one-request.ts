import { spokenCount } from "../amounts.ts";
import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export interface OneRequest {
  readonly name: string;
  readonly rate: "inputTokens" | "outputTokens";
  /** Tokens. */
  readonly limit: number;
  readonly route: string;
  /** Tokens of one request. */
  readonly most: number;
  /** The target that writes so many, where the route has no bound. */
  readonly id?: string;
}

export const oneRequest: DiagnosticKind<OneRequest> = defineDiagnostic({
  code: "rate/one-request",
  severity: "warning",
  title: "One request can take more than a whole limit",
  message: ({ name, rate, limit, route, most, id }) =>
    rate === "inputTokens"
      ? `\`${route}\` takes requests of ${spokenCount(most)} input tokens, and \`${name}\` has room for ${spokenCount(limit)}: larger ones are always refused`
      : `one request to \`${route}\` may write ${spokenCount(most)} tokens${id === undefined ? "" : ` at \`${id}\``}, and \`${name}\` has room for ${spokenCount(limit)}: until it has ended, no other one has room`,
  help: ({ rate }) =>
    rate === "inputTokens"
      ? "Lower the route's `max: { inputTokens: … }`, or raise the limit."
      : "Lower the route's `max: { outputTokens: … }`, or raise the limit.",
  page: {
    what: "A limit on tokens has less room than one request of its route may take: the route's `max` allows a larger input, or, where it says nothing of the output, a model that it reaches writes more.",
    why: "A limit counts what a request may come to before it is sent, and puts that right when it has ended. An input that is above the limit is refused, however long the caller waits. An output that may be above it takes the limit whole, so that all others wait for its end.",
    mend: "Bound the route with `max: { inputTokens, outputTokens }` well below the limit, or raise the limit.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { inputTokens: 150_000, outputTokens: 4_000 } } },
  limits: { tokens: { per: (r) => r.key.id, inputTokens: 100_000, window: "minute" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { inputTokens: 20_000, outputTokens: 4_000 } } },
  limits: { tokens: { per: (r) => r.key.id, inputTokens: 100_000, window: "minute" } },
});
`,
    },
  },
});
