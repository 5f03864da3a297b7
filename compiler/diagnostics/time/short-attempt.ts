import { spokenTime } from "../amounts.ts";
import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

/** Milliseconds, and the targets that share them; or what the route writes itself. */
type Short = { readonly deadline: number; readonly count: number } | { readonly firstToken: number };

export const shortAttempt: DiagnosticKind<Short> = defineDiagnostic({
  code: "time/short-attempt",
  severity: "warning",
  title: "Less time than a model needs to begin",
  message: (short) => {
    if ("firstToken" in short)
      return `\`firstToken\` gives a target ${spokenTime(short.firstToken)} to begin its answer`;
    const { deadline, count } = short;
    if (count === 1) return `the deadline gives the only target ${spokenTime(deadline)}`;
    return `${count} targets share a deadline of ${spokenTime(deadline)}, which is ${spokenTime(deadline / count)} for each`;
  },
  help: (short) =>
    "firstToken" in short
      ? "Give it a second or more."
      : "Give the route a longer deadline, or the plan fewer targets.",
  page: {
    what: "The targets of a plan share the deadline of the route before they answer, and each one's share is under a second; or `firstToken` is under 300 ms.",
    why: "A model reads the whole prompt before it writes its first token. Attempts that end sooner fail one after the other, each is paid for, and the client gets an error from targets that are all well.",
    mend: "Give the route a deadline that has seconds for each target of its longest plan, or take targets out of that plan.",
    bad: {
      language: "typescript",
      source: `import { chain, ms, policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5", "google/gemini-3.8-flash"),
      deadline: ms(1_500),
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
    },
  },
});
`,
    },
  },
});
