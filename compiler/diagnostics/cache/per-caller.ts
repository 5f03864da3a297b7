import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface PerCaller {
  /** What the rules ask for, as it is written: `key.id`, `metadata.user`. */
  readonly fact: string;
  readonly scope: "team" | "global";
}

export const perCaller: DiagnosticKind<PerCaller> = defineDiagnostic({
  code: "cache/per-caller",
  severity: "warning",
  title: "A shared cache on a route that tells callers apart",
  message: ({ fact, scope }) =>
    `the scope \`${scope}\` shares answers between callers, and the rules go by \`${fact}\``,
  help: () => "Keep to the scope `key`, or serve these callers on a route of their own.",
  page: {
    what: "A route's cache has the scope `team` or `global`, and a rule of the route asks who the caller is: `key.id`, `key.tags`, `key.team` where the scope is `global`, or metadata that names a user, a customer, a tenant, an account or a session.",
    why: "Rules that tell callers apart say that their requests are not alike. Where two of them lead to the same targets, an answer that was written for one caller is given to another who asks the same, or, by `semantic`, nearly the same.",
    mend: "Leave `scope` out, which keeps answers to the key that asked; or give these callers a route without a shared cache.",
    bad: {
      language: "typescript",
      source: `import { policy, reject } from "pointsman";

export default policy({
  routes: {
    faq: {
      rules: [
        { when: (r) => r.needs.tools, use: reject(400, "No tools here.") },
        { when: (r) => r.key.tags.includes("beta"), use: "openai/gpt-5.4" },
      ],
      otherwise: "openai/gpt-5.4-mini",
      cache: { exact: true, scope: "global" },
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
    faq: {
      rules: [{ when: (r) => r.key.tags.includes("beta"), use: "openai/gpt-5.4" }],
      otherwise: "openai/gpt-5.4-mini",
      cache: { exact: true },
    },
  },
});
`,
    },
  },
});
