/** Faults in what is proved, in prices, and in what a report says. */
import type { WireMutant } from "./mutant.ts";

const RATES = "semantics/rates.ts";
const EMIT_PRICE = "compiler/plan/emit-price.ts";

export const claimMutants: readonly WireMutant[] = [
  {
    why: "an outage may show itself by a failure that does not go on",
    theme: "few failures go on",
    policies: 10,
    edits: [
      {
        file: "semantics/failures.ts",
        find: "attemptFailures[name].outage && !fallsBack(name, fallbackOn));",
        replace: "attemptFailures[name].outage && name.length === 0);",
      },
    ],
  },
  {
    why: "where no failure goes on, any target of the plan is taken to be tried",
    theme: "none goes on",
    policies: 8,
    edits: [
      { file: "compiler/verify/claims/some.ts", find: "if (!place.goesOn)", replace: "if (place.only.length < 0)" },
    ],
  },
  {
    why: "providers of one account count as several",
    theme: "one account",
    policies: 8,
    edits: [
      { file: "compiler/plan/outage-groups.ts", find: "if (from !== to) this", replace: "if (from === to) this" },
    ],
  },
  {
    why: "a claim is written in the other spelling as what it is worth",
    policies: 24,
    edits: [
      {
        file: "compiler/lower/invariants.ts",
        find: "const written = writtenClaim(claim, at, evaluation);",
        replace: 'const written = writtenClaim(claim, at, evaluation) && "true";',
      },
    ],
  },
  {
    why: "rates of reasoning, speech and long cache writes are left out",
    theme: "other rates",
    policies: 8,
    edits: [
      {
        file: EMIT_PRICE,
        find: "return defined({ input, output, cacheRead, cacheWrite, cacheWrite1h, inputAudio, outputAudio, reasoning });",
        replace: "return defined({ input, output, cacheRead, cacheWrite });",
      },
    ],
  },
  {
    why: "one answer is reckoned with, whatever the request asks for",
    theme: "many answers",
    policies: 20,
    edits: [
      {
        file: "semantics/worst-cost.ts",
        find: "return carried.choices ? choices : 1;",
        replace: "return carried.choices ? Math.min(1, choices) : 1;",
      },
    ],
  },
  {
    why: "what a long prompt costs is left out",
    theme: "a tier",
    policies: 8,
    edits: [
      {
        file: "semantics/worst-cost.ts",
        find: "(above < input ? [above + 1] : [])",
        replace: "(above < 0 ? [input] : [])",
      },
    ],
  },
  {
    why: "a peak that goes over midnight never holds",
    theme: "a peak over midnight",
    policies: 8,
    edits: [
      {
        file: RATES,
        find: "from <= minute && minute < to;",
        replace: "from <= minute && minute < to && to < 1440 && from > 0;",
      },
    ],
  },
  {
    why: "a service tier that no price lists goes out",
    theme: "service tiers",
    policies: 8,
    edits: [
      {
        file: "semantics/parameters/sent.ts",
        find: 'parameter !== "service_tier" || hasKnownTier(target.price, value);',
        replace: 'parameter !== "service_tier" || hasKnownTier(target.price, value) || true;',
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
