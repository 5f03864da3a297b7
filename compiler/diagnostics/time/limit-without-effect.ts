import { spokenTime } from "../amounts.ts";
import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface Vain {
  /** Milliseconds. */
  readonly vain: readonly { readonly name: "attempt" | "firstToken" | "idle" | "retry"; readonly ms: number }[];
  readonly deadline: number;
  /** The route sets no deadline. */
  readonly isDefault: boolean;
}

export const limitWithoutEffect: DiagnosticKind<Vain> = defineDiagnostic({
  code: "time/limit-without-effect",
  severity: "warning",
  title: "A limit that the deadline always comes before",
  message: ({ vain, deadline, isDefault }) => {
    const limits = vain.map(({ name, ms }) => `\`${name}\` of ${spokenTime(ms)}`).join(" and ");
    const what = vain.every(({ name }) => name === "retry") ? "never comes about" : "can never end an attempt";
    return `${limits} ${what}: the ${isDefault ? "default " : ""}deadline of the whole request is ${spokenTime(deadline)}`;
  },
  help: ({ vain }) => `Make ${vain.map(({ name }) => `\`${name}\``).join(" and ")} shorter, or the deadline longer.`,
  page: {
    what: "A route's `attempt`, `firstToken` or `idle`, or the `after` of its `retry`, is not below its `deadline`, which is 300 s where none is written.",
    why: "The deadline bounds the whole request, so it ends an attempt before such a limit can. A target that stays silent is then given up only when no time is left for another one.",
    mend: "Write a `firstToken` and an `idle` well below the deadline, so that there is time for the targets behind; or leave them out.",
    bad: {
      language: "typescript",
      source: `import { chain, policy, s } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"),
      deadline: s(30),
      idle: s(45),
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
      deadline: s(30),
      idle: s(10),
    },
  },
});
`,
    },
  },
});
