import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const failureWithoutLimit: DiagnosticKind<{ name: string; limits: readonly string[] }> = defineDiagnostic({
  code: "time/failure-without-limit",
  severity: "warning",
  title: "A failure that no limit brings about",
  message: ({ name, limits }) =>
    `\`${name}\` cannot occur before an answer has begun: the route has no ${limits.map((limit) => `\`${limit}\``).join(" and no ")}`,
  help: ({ limits }) =>
    `Write ${limits.map((limit) => `\`${limit}\``).join(" or ")} on the route, or leave the class out.`,
  page: {
    what: "`fallbackOn` names a failure class that only a limit brings about, and the route does not write that limit: `timeout-first-token` needs `firstToken`, `timeout-idle` needs `idle` or `firstToken`.",
    why: "Without the limit nobody waits for a first token, and silence inside an answer is only noticed when the client has a part of it: no failure of the class is followed by anything.",
    mend: "Write the limit that is meant, or leave the class out.",
    bad: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"),
      fallbackOn: { "timeout-first-token": "google/gemini-3.8-flash" },
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
      fallbackOn: { "timeout-first-token": "google/gemini-3.8-flash" },
      firstToken: s(5),
    },
  },
});
`,
    },
  },
});
