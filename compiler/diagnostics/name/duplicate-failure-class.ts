import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const duplicateFailureClass: DiagnosticKind<{ name: string }> = defineDiagnostic({
  code: "name/duplicate-failure-class",
  severity: "warning",
  title: "A failure class that is listed twice",
  message: ({ name }) => `\`fallbackOn\` lists \`${name}\` twice`,
  help: () => "Correct or remove one of the two.",
  page: {
    what: "`fallbackOn` lists the same failure class twice.",
    why: "One of the two was meant to be another class, and failures of that one are not followed by the next target.",
    mend: "Correct or remove one of the two.",
    bad: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"),
      fallbackOn: ["overloaded", "rate-limited", "overloaded"],
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"),
      fallbackOn: ["overloaded", "rate-limited", "server-error"],
    },
  },
});
`,
    },
  },
});
