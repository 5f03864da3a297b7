import { spokenMoney } from "../amounts.ts";
import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

/** USD per million tokens. */
interface Rates {
  readonly input: number;
  readonly output: number;
}

export const dearerExhausted: DiagnosticKind<{ least: Rates; most: Rates; only?: string | undefined }> =
  defineDiagnostic({
    code: "cost/dearer-exhausted",
    severity: "warning",
    title: "A spent budget makes requests dearer",
    message: ({ least, most, only }) => {
      const until = `until then at most ${said(most)}`;
      return only === undefined
        ? `when the budget is spent, a million tokens cost at least ${said(least)}; ${until}`
        : `when the budget is spent, \`${only}\` may serve, where a million tokens cost ${said(least)}; ${until}`;
    },
    help: () => "Name a cheaper target, or leave `exhausted` out: the requests are refused then.",
    page: {
      what: "A target of a budget's `exhausted`, be it the first or a fallback, costs more, for input and for output, than every target that serves requests until the budget is spent.",
      why: "The budget was meant to end the spending or to slow it down. This one makes it faster from the moment on when there is nothing left.",
      mend: "Name a target in `exhausted` that is cheaper than what it stands in for, or leave it out, so that the requests are refused.",
      bad: {
        language: "typescript",
        source: `import { policy, usd } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-6-luna" } },
  budgets: {
    team: { per: (r) => r.key.team, missing: "pool", limit: usd(100), window: "month", exhausted: "anthropic/claude-opus-5-5" },
  },
});
`,
      },
      good: {
        language: "typescript",
        source: `import { policy, usd } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "anthropic/claude-opus-5-5" } },
  budgets: {
    team: { per: (r) => r.key.team, missing: "pool", limit: usd(100), window: "month", exhausted: "openai/gpt-6-luna" },
  },
});
`,
      },
    },
  });

function said({ input, output }: Rates): string {
  return `${spokenMoney(input)} in and ${spokenMoney(output)} out`;
}
