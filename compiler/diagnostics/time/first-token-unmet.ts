import { spokenTime } from "../amounts.ts";
import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

/** Milliseconds, and the targets that share the deadline; or what each attempt has by itself. */
type Unmet =
  | { readonly firstToken: number; readonly deadline: number; readonly count: number }
  | { readonly firstToken: number; readonly attempt: number };

export const firstTokenUnmet: DiagnosticKind<Unmet> = defineDiagnostic({
  code: "time/first-token-unmet",
  severity: "warning",
  title: "A target has less time than `firstToken` says",
  message: (unmet) =>
    "attempt" in unmet
      ? `\`firstToken\` says ${spokenTime(unmet.firstToken)}, but \`attempt\` ends every attempt after ${spokenTime(unmet.attempt)}`
      : `\`firstToken\` says ${spokenTime(unmet.firstToken)}, but ${unmet.count} targets share a deadline of ${spokenTime(unmet.deadline)}: the first one has ${spokenTime(unmet.deadline / unmet.count)}`,
  help: (unmet) =>
    "attempt" in unmet
      ? "Make `firstToken` shorter than `attempt`, or leave it out."
      : `Make the deadline ${spokenTime(unmet.firstToken * unmet.count)} or longer, or \`firstToken\` at most ${spokenTime(Math.floor(unmet.deadline / unmet.count))}.`,
  page: {
    what: "Before it answers, a target gets at most its share of the deadline: the time that is left, divided by the targets that are left. For a plan of the route this is less than `firstToken`. Or the route's `attempt`, which stands in for the share, is no longer than `firstToken`.",
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
