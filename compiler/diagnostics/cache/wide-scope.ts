import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface WideScope {
  readonly scope: "key" | "team" | "global";
  /** Whose answers are shared, in the plural. */
  readonly what: string;
}

export const wideScope: DiagnosticKind<WideScope> = defineDiagnostic({
  code: "cache/wide-scope",
  severity: "warning",
  title: "A shared cache that keeps what is not for others",
  message: ({ scope, what }) => `the scope \`${scope}\` shares answers between callers, and the route serves ${what}`,
  help: () => "Keep to the scope `key`, or serve these requests on a route of their own.",
  page: {
    what: "A route's cache has the scope `team` or `global`, and the route serves requests with tools, or such that `sensitive` names. The finding shows one.",
    why: "What one caller was answered is then given to another. Tools answer out of the caller's own data, and what is sensitive is not for others at all. (Content that is personal without either cannot be seen from here.)",
    mend: "Leave `scope` out, which keeps answers to the key that asked; or see to it that no such request is served on this route: give them a route without a shared cache.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    faq: { otherwise: "openai/gpt-5.4-mini", cache: { exact: true, scope: "global" } },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy, reject } from "pointsman";

export default policy({
  routes: {
    faq: {
      rules: [{ when: (r) => r.needs.tools, use: reject(400, "Tools are for the route \`agent\`.") }],
      otherwise: "openai/gpt-5.4-mini",
      cache: { exact: true, scope: "global" },
    },
    agent: { otherwise: "openai/gpt-5.4-mini" },
  },
});
`,
    },
  },
});
