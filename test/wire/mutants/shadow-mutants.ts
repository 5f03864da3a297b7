/** Faults in what is proved of a shadow. */
import type { WireMutant } from "./mutant.ts";

export const shadowMutants: readonly WireMutant[] = [
  {
    why: "what a shadow gets is taken to go to nobody",
    theme: "what a shadow gets",
    edits: [
      {
        file: "compiler/verify/claims/every.ts",
        find: "...shadowBreaches(claim, place),",
        replace: "...shadowBreaches(claim, { ...place, shadow: undefined } as never),",
      },
    ],
  },
  {
    why: "a shadow is not paid for",
    theme: "what a shadow costs",
    policies: 8,
    edits: [
      {
        file: "compiler/verify/claims/spends.ts",
        find: "const asked = (place.shadow?.tried ?? [])",
        replace: "const asked = (place.shadow?.tried.slice(99) ?? [])",
      },
    ],
  },
];
