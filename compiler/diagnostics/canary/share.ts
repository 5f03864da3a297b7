import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const canaryShare: DiagnosticKind<{ share: 0 | 1 }> = defineDiagnostic({
  code: "canary/share",
  severity: "warning",
  title: "A canary that nobody, or everybody, is in",
  message: ({ share }) =>
    share === 0 ? "no request is in this canary: its share is 0" : "every request is in this canary: its share is 1",
  help: ({ share }) =>
    share === 0
      ? "Give it a share, such as 0.05, or leave it out."
      : "Give it a share below 1, or name the candidate first in a chain.",
  page: {
    what: "The `share` of a canary is 0 or 1.",
    why: "With 0 the candidate is never tried, whatever stands there. With 1 there is nothing to compare it with, and nobody is spared when it is bad.",
    mend: "Begin with a small share and raise it. When the candidate serves everybody it is no candidate any more: name it first, with what served before behind it.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: "openai/gpt-5.4-mini",
      canary: { use: "anthropic/claude-haiku-5-5", share: 1, back: { failures: 20 } },
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
    },
  },
});
`,
    },
  },
});
