import { spokenTime } from "../amounts.ts";
import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

/** Milliseconds: what the last of the targets is left with; or what the route writes itself. */
type Short =
  | { readonly deadline: number; readonly count: number; readonly left: number; readonly attempt?: number }
  | { readonly name: "attempt" | "firstToken"; readonly ms: number };

export const shortAttempt: DiagnosticKind<Short> = defineDiagnostic({
  code: "time/short-attempt",
  severity: "warning",
  title: "Less time than a model needs to begin",
  message: (short) => {
    if ("name" in short) {
      const what = short.name === "attempt" ? "for each try" : "to begin its answer";
      return `\`${short.name}\` gives a target ${spokenTime(short.ms)} ${what}`;
    }
    const { deadline, count, left, attempt } = short;
    if (count === 1) return `the deadline gives the only target ${spokenTime(deadline)}`;
    if (attempt !== undefined)
      return `${count} targets may take ${spokenTime(attempt)} each, their \`attempt\`, and a deadline of ${spokenTime(deadline)} leaves the last one ${spokenTime(left)}`;
    return `${count} targets share a deadline of ${spokenTime(deadline)}, which is ${spokenTime(left)} for each`;
  },
  help: (short) =>
    "name" in short
      ? "Give it a second or more."
      : short.attempt === undefined
        ? "Give the route a longer deadline, or the plan fewer targets."
        : "Give the route a longer deadline or a shorter `attempt`, or the plan fewer targets.",
  page: {
    what: "The targets of a plan share the deadline of the route before they answer, and each one's share is under a second; or each may take what the route's `attempt` says, and the last one is left with less than that second; or `attempt` is under a second, or `firstToken` under 300 ms.",
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
