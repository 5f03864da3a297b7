import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const vacuous: DiagnosticKind<{ name: string; hasWhen: boolean }> = defineDiagnostic({
  code: "invariant/vacuous",
  severity: "warning",
  title: "An invariant about no request",
  message: ({ name, hasWhen }) =>
    `“${name}” is about no request: ${hasWhen ? "nothing that a route serves meets its `when`" : "no route serves any"}`,
  help: ({ hasWhen }) =>
    `${hasWhen ? "Mend the condition" : "Give a rule a target, or take the invariant out"}; as it is, the invariant would be proved whatever it claims.`,
  page: {
    what: "No request that any route serves meets the `when` of an invariant; or every rule of every route refuses, so that there is no target for it to be about.",
    why: "The claim holds for want of requests, so it guards nothing, and it looks as if it did.",
    mend: "Mend the condition of the invariant, or take it out.",
    bad: {
      language: "typescript",
      source: `import { EU, policy, reject } from "pointsman";

export default policy({
  metadata: { sensitivity: ["public", "pii"] },
  routes: {
    chat: {
      rules: [{ when: (r) => r.metadata.sensitivity === "pii", use: reject(403, "Not here.") }],
      otherwise: "google/gemini-3.8-flash",
    },
  },
  invariants: {
    "personal data stays in the EU": {
      when: (r) => r.metadata.sensitivity === "pii",
      every: (t) => EU.includes(t.jurisdiction),
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { EU, policy } from "pointsman";

export default policy({
  metadata: { sensitivity: ["public", "pii"] },
  routes: {
    chat: {
      rules: [{ when: (r) => r.metadata.sensitivity === "pii", use: "mistral/mistral-large-2512" }],
      otherwise: "google/gemini-3.8-flash",
    },
  },
  invariants: {
    "personal data stays in the EU": {
      when: (r) => r.metadata.sensitivity === "pii",
      every: (t) => EU.includes(t.jurisdiction),
    },
  },
});
`,
    },
  },
});
