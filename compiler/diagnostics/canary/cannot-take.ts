import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

/** `why`: what the shown request has that the candidate cannot serve, as the end of a sentence about it. */
export const canaryCannotTake: DiagnosticKind<{ name: string; why: string }> = defineDiagnostic({
  code: "canary/cannot-take",
  severity: "warning",
  title: "A candidate that cannot take what the route takes",
  message: ({ name, why }) => `the candidate \`${name}\` cannot serve a request of its share: ${why}`,
  help: () => "Put the canary on a rule whose requests the candidate can serve, or bound the route by `max`.",
  page: {
    what: "Some requests that a canary's share falls on, and that are served otherwise, the candidate cannot serve: it lacks what they need, or its window is too small for what the route lets in. The finding shows one.",
    why: "Such requests are served as all others. So fewer than the share try the candidate, and its figures leave out the very requests that it would fail: it looks better than it is.",
    mend: "Write the canary on a rule that takes only what the candidate can serve, bound the route's input by `max`, or name a candidate that can do what is asked of it.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: "openai/gpt-5.4-mini",
      canary: { use: "mistral/mistral-large-2512", share: 0.1, back: { failures: 20 } },
      max: { inputTokens: 50_000 },
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: "openai/gpt-5.4-mini",
      canary: { use: "anthropic/claude-haiku-5-5", share: 0.1, back: { failures: 20 } },
      max: { inputTokens: 50_000 },
    },
  },
});
`,
    },
  },
});
