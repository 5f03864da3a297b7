import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

/** `path` is an invariant or its `survives`, `keys` are those of which it must have one, `found` those that it has. */
export const invariantClaim: DiagnosticKind<{ path: string; keys: readonly string[]; found: readonly string[] }> =
  defineDiagnostic({
    code: "syntax/invariant-claim",
    severity: "error",
    title: "An invariant without one claim",
    message: ({ path, keys, found }) =>
      found.length === 0 ? `\`${path}\` has none of ${list(keys)}` : `\`${path}\` has ${list(found)}`,
    help: ({ keys, found }) =>
      found.length === 0
        ? `Write exactly one of ${list(keys)}.`
        : "Keep one of them; what else should hold is an invariant of its own.",
    page: {
      what: "An invariant claims nothing, or several things at once.",
      why: "Without a claim there is nothing to prove. Of two claims a finding could not say which one fails.",
      mend: "Write one of `every` (of each target that may be tried), `some` (of one of them), `survives` (`{ providers: 1 }` or `{ targets: 1 }`) and `spends` (`usd(1)`).",
      bad: {
        language: "yaml",
        source: `routes:
  chat:
    otherwise: [mistral/mistral-large-2512, scaleway/mistral-medium-3.5-128b]
    max: { inputTokens: 100000 }
invariants:
  streams stay in the EU: { when: r.stream }
`,
      },
      good: {
        language: "yaml",
        source: `routes:
  chat:
    otherwise: [mistral/mistral-large-2512, scaleway/mistral-medium-3.5-128b]
    max: { inputTokens: 100000 }
invariants:
  streams stay in the EU: { when: r.stream, every: EU.includes(t.jurisdiction) }
`,
      },
    },
  });

function list(keys: readonly string[]): string {
  return keys
    .map((key) => `\`${key}\``)
    .join(", ")
    .replace(/, (?=[^,]*$)/, " and ");
}
