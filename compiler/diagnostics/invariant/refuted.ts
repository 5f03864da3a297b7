import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

/** `how`: what breaks it, as a sentence. */
export const refuted: DiagnosticKind<{ name: string; how: string }> = defineDiagnostic({
  code: "invariant/refuted",
  severity: "error",
  title: "An invariant that does not hold",
  message: ({ name, how }) => `“${name}” does not hold: ${how}`,
  help: () => "Mend the rule or the targets that are marked, or say in `when` which requests are meant.",
  page: {
    what: "There is a request, and a state of budgets and targets, for which what the policy claims is not so. The finding shows it whole: the request, the rule that decides it, the targets that are tried, and the value that breaks the claim.",
    why: "An invariant says what must never happen, in any fallback, for any request. This one can happen.",
    mend: "Change the rule or its targets so that it cannot; or, if these requests are not meant, leave them out by the invariant's `when`. `pointsman check --witnesses <folder>` writes the request, and `pointsman decide --request` replays it.",
    bad: {
      language: "typescript",
      source: `import { chain, EU, policy } from "pointsman";

export default policy({
  metadata: { sensitivity: ["public", "pii"] },
  routes: {
    chat: {
      rules: [
        {
          when: (r) => r.metadata.sensitivity === "pii",
          use: chain("mistral/mistral-large-2512", "openai/gpt-5.4-mini"),
        },
      ],
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
      source: `import { chain, EU, policy } from "pointsman";

export default policy({
  metadata: { sensitivity: ["public", "pii"] },
  routes: {
    chat: {
      rules: [
        {
          when: (r) => r.metadata.sensitivity === "pii",
          use: chain("mistral/mistral-large-2512", "scaleway/mistral-medium-3.5-128b"),
        },
      ],
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
