import { spokenCount } from "../amounts.ts";
import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

/** `limit`: tokens; `place`: as in “rule 2 of chat”. */
export const everyRequest: DiagnosticKind<{ name: string; limit: number; place: string }> = defineDiagnostic({
  code: "rate/every-request",
  severity: "error",
  title: "A limit that every request is above",
  message: ({ name, limit, place }) =>
    `every request that ${place} serves has more than the ${spokenCount(limit)} input tokens that \`${name}\` has room for, and is refused`,
  help: () => "Raise the limit, or leave the route out of its `routes`.",
  page: {
    what: "A rule decides only requests that are larger than a limit on input tokens has room for when nothing was used.",
    why: "None of them is ever served: however long their callers wait, there is never room.",
    mend: "Raise the limit above what the rule is for, or name in its `routes` only those that it is meant for.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.inputTokens > 100_000, use: "anthropic/claude-opus-5-5" }],
      otherwise: "anthropic/claude-haiku-5-5",
    },
  },
  limits: { tokens: { per: (r) => r.key.id, inputTokens: 50_000, window: "minute" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.inputTokens > 100_000, use: "anthropic/claude-opus-5-5" }],
      otherwise: "anthropic/claude-haiku-5-5",
    },
  },
  limits: { tokens: { per: (r) => r.key.id, inputTokens: 500_000, window: "minute" } },
});
`,
    },
  },
});
