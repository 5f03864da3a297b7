/** The faults of the product that the oracle on the wire must notice, each by an edit that puts it back. */
import type { WireMutant } from "./mutant.ts";

export const wireMutants: readonly WireMutant[] = [
  {
    why: "a list of metadata's values is open",
    theme: "what callers say",
    edits: [
      {
        file: "semantics/metadata.ts",
        find: "if (values && !values.includes(value)) return",
        replace: "if (value === 0) return",
      },
    ],
  },
  {
    why: "of two values of one name the last one holds",
    theme: "what callers say",
    edits: [
      {
        file: "runtime/endpoints/metadata.ts",
        find: "other !== undefined && other !== value",
        replace: "other === param",
      },
    ],
  },
  {
    why: "a refutation does not say which value broke the claim",
    theme: "reports",
    edits: [
      {
        file: "compiler/verify/claims/show-target.ts",
        find: "[...(reads.get(id) ?? [])]",
        replace: "([] as [string, Read][])",
      },
    ],
  },
];
