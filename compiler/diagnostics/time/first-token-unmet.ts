import { spokenTime } from "../amounts.ts";
import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface Unmet {
  /** Milliseconds. */
  readonly firstToken: number;
  readonly deadline: number;
  /** Targets that share the deadline. */
  readonly count: number;
}

export const firstTokenUnmet: DiagnosticKind<Unmet> = defineDiagnostic({
  code: "time/first-token-unmet",
  severity: "warning",
  title: "A target has less time than `firstToken` says",
  message: ({ firstToken, deadline, count }) =>
    `\`firstToken\` says ${spokenTime(firstToken)}, but ${count} targets share a deadline of ${spokenTime(deadline)}: the first one has ${spokenTime(deadline / count)}`,
  help: ({ firstToken, deadline, count }) =>
    `Make the deadline ${spokenTime(firstToken * count)} or longer, or \`firstToken\` at most ${spokenTime(Math.floor(deadline / count))}.`,
  page: {
    what: "Before it answers, a target gets at most its share of the deadline: the time that is left, divided by the targets that are left. For a plan of the route this is less than `firstToken`.",
    why: "What is written is not what happens: a slow target is given up sooner than `firstToken` says, and its answer, which would have come in time, is lost.",
    mend: "Make the deadline at least as long as `firstToken` for each target of the longest plan, or shorten `firstToken` or the plan.",
    bad: {
      language: "typescript",
      source: `import { chain, policy, s } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5", "google/gemini-3.8-flash"),
      deadline: s(30),
      firstToken: s(20),
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
      otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5", "google/gemini-3.8-flash"),
      deadline: s(30),
      firstToken: s(8),
    },
  },
});
`,
    },
  },
});
