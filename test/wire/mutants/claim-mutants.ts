/** Faults in what is proved, and in what a report says of it. */
import type { WireMutant } from "./mutant.ts";

export const claimMutants: readonly WireMutant[] = [
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
