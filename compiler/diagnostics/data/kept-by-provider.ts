import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface Kept {
  readonly id: string;
  readonly provider: string;
}

export const keptByProvider: DiagnosticKind<Kept> = defineDiagnostic({
  code: "data/kept-by-provider",
  severity: "error",
  title: "A provider that may keep what it is sent",
  message: ({ id }) =>
    `it is not known how \`${id}\` is asked to keep nothing, and \`zeroRetention\` asks for that here`,
  help: ({ provider }) =>
    `Name another target, or write into the overlay what you have agreed on: \`retentionDays: 0\` of \`${provider}\` where nothing is kept, or \`zeroRetention\` with the members of a request that ask for it.`,
  page: {
    what: "A policy, a route or a rule says `zeroRetention: true`, and a target that serves its requests has no members in the catalog by which its provider keeps nothing, or is said to refuse one of them (`drop`), and has no terms in the overlay that say so.",
    why: "Prompts and answers would be kept there for as long as the provider likes, although the policy says that nothing is kept.",
    mend: "Name targets whose providers can be asked (`store: false`, an aggregator's `data_collection`), or say in the overlay what was agreed on: `retentionDays: 0`, or the members as `zeroRetention`.",
    bad: {
      language: "yaml",
      source: `routes:
  chat: { otherwise: mistral/mistral-large-2512, zeroRetention: true }
`,
    },
    good: {
      language: "yaml",
      source: `routes:
  chat: { otherwise: openai/gpt-5.4-mini, zeroRetention: true }
`,
    },
  },
});
