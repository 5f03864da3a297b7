import { spokenCount, spokenMoney } from "../amounts.ts";
import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface Above {
  readonly name: string;
  /** USD */
  readonly limit: number;
  readonly window: string;
  readonly request: {
    readonly route: string;
    /** Of the target. */
    readonly id: string;
    /** Tokens. */
    readonly input: number;
    readonly output: number;
    /** Answers. */
    readonly choices: number;
    readonly serviceTier?: string;
    /** USD */
    readonly cost: number;
  };
}

export const requestAboveBudget: DiagnosticKind<Above> = defineDiagnostic({
  code: "cost/request-above-budget",
  severity: "warning",
  title: "One request can cost more than the whole budget",
  message: ({ name, limit, window, request: { route, id, input, output, choices, serviceTier, cost } }) => {
    const tier = serviceTier === undefined ? "" : `, service tier \`${serviceTier}\``;
    const answers = choices === 1 ? "" : ` for each of ${choices} answers`;
    const size = `${spokenCount(input)} tokens in, ${spokenCount(output)} out${answers}${tier}`;
    return `one request to \`${route}\` can cost ${spokenMoney(cost)} at \`${id}\` (${size}), and \`${name}\` has ${spokenMoney(limit)} per ${window}`;
  },
  help: () =>
    "Lower the route's `max` (`choices` bounds the answers to one request), give it a `maxCost`, or raise the limit.",
  page: {
    what: "The largest request that a route's `max` lets through, with as many answers as it gives, costs more, at the dearest target that it can reach, than a budget has for its whole window.",
    why: "Such a request is allowed by its size and can never be paid: it is held against the budget at its worst case, so it fails even when nothing was spent yet.",
    mend: "Lower `max`, or set `maxCost` below the limit, so that such requests go to cheaper targets; or raise the limit. Routes without both bounds in `max` are not looked at.",
    bad: {
      language: "typescript",
      source: `import { policy, usd } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "anthropic/claude-opus-5-5", max: { inputTokens: 150_000, outputTokens: 8_000 } } },
  budgets: { key: { per: (r) => r.key.id, limit: usd(0.5), window: "day" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy, usd } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "anthropic/claude-opus-5-5", max: { inputTokens: 20_000, outputTokens: 2_000, choices: 1 } } },
  budgets: { key: { per: (r) => r.key.id, limit: usd(5), window: "day" } },
});
`,
    },
  },
});
