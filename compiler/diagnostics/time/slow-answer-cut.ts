import { spokenCount, spokenTime } from "../amounts.ts";
import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface Cut {
  /** Tokens. */
  readonly output: number;
  /** Milliseconds: a slow answer of so many, and what an attempt has. */
  readonly slow: number;
  readonly attempt: number;
}

export const slowAnswerCut: DiagnosticKind<Cut> = defineDiagnostic({
  code: "time/slow-answer-cut",
  severity: "warning",
  title: "An attempt ends before a slow whole answer can have come",
  message: ({ output, slow, attempt }) =>
    `a whole answer of ${spokenCount(output)} tokens may take ${spokenTime(slow)}, and \`attempt\` gives one ${spokenTime(attempt)}`,
  help: ({ slow }) =>
    `Make \`attempt\` ${spokenTime(slow)} or longer, or write \`firstToken\` in its place, which gives up only on what is silent.`,
  page: {
    what: "An answer that is not streamed is there when its last token is. The route lets answers have so many tokens (`max.outputTokens`) that at 50 tokens a second, which is slow but healthy, they take longer than its `attempt`.",
    why: "Healthy answers are cut off in the middle, each is paid for, and the same is asked of the next target, which is no faster.",
    mend: "Write `firstToken` and `idle` in place of a short `attempt`: they give up on a target that is silent, and leave one that answers the rest of the deadline. Or allow shorter answers only.",
    bad: {
      language: "typescript",
      source: `import { chain, policy, s } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"),
      max: { outputTokens: 8_000 },
      attempt: s(20),
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { chain, policy, s } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"),
      max: { outputTokens: 8_000 },
      firstToken: s(20),
    },
  },
});
`,
    },
  },
});
