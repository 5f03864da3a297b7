/** Faults in what a report says, or leaves unsaid. */
import type { WireMutant } from "./mutant.ts";

export const reportMutants: readonly WireMutant[] = [
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
  {
    why: "of the findings of a place the first alone is told",
    theme: "reports",
    edits: [
      {
        file: "compiler/diagnostics/ordered.ts",
        find: ".sort(worstFirst);",
        replace: ".sort(worstFirst).slice(0, 1);",
      },
    ],
  },
  {
    why: "a question that was given up is told as if it were decided",
    theme: "reports",
    edits: [
      {
        file: "compiler/analyze/verify.ts",
        find: "return isOpen && why !== undefined ?",
        replace: "return isOpen && why === '' ?",
      },
    ],
  },
  {
    why: "windows are looked at in chains alone",
    theme: "reports",
    edits: [
      {
        file: "compiler/analyze/window-too-small.ts",
        find: 'if (order.kind !== "chain" && reach.route.max.inputTokens === undefined) return [];',
        replace: 'if (order.kind !== "chain") return [];',
      },
    ],
  },
  {
    why: "what is dear is looked for in the last target of `exhausted` alone",
    theme: "reports",
    edits: [
      {
        file: "compiler/analyze/dearer-exhausted.ts",
        find: "const [first] = dearer;",
        replace: "const first = dearer.find((one) => one === ofInstead.at(-1));",
      },
    ],
  },
  {
    why: "what a spent budget serves instead is taken to be the rule's own target",
    theme: "reports",
    edits: [
      {
        file: "compiler/analyze/dead-target.ts",
        find: "const extra = all([here, unspent(policy, here, reach.space.columns)], here.origin);",
        replace: "const extra = here;",
      },
    ],
  },
  {
    why: "an embedder may be smaller than its route",
    theme: "reports",
    edits: [
      { file: "compiler/analyze/small-embedder.ts", find: "return takes < most ?", replace: "return takes < 0 ?" },
    ],
  },
  {
    why: "what the bounds of a route decide is not found",
    theme: "reports",
    edits: [
      {
        file: "compiler/analyze/redundant-part.ts",
        find: "if (bounded)",
        replace: "if (bounded && parts.length < 0)",
      },
    ],
  },
  {
    why: "`check` does not say what the runtime lacks",
    theme: "what is not served",
    edits: [
      { file: "compiler/analyze/not-served.ts", find: "runtime === undefined", replace: "runtime !== null" },
      {
        file: "compiler/index.ts",
        find: "return servable(emit(policy, catalog, diagnostics, proofs), options.runtime);",
        replace: "return emit(policy, catalog, diagnostics, proofs);",
      },
    ],
  },
];
