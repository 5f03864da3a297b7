/** Faults in what is proved, and in prices. */
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
    why: "all sides of a split are taken to be tried",
    theme: "seven sides",
    policies: 8,
    edits: [
      {
        file: "compiler/plan/ways.ts",
        find: 'case "split": {',
        replace:
          'case "split": {\n      if (order.kind) return waysOf({ kind: "chain", of: order.parts.map(({ of }) => of) } as Order, options);',
      },
    ],
  },
  {
    why: "any side of a large split is taken to serve any request",
    theme: "seven sides",
    policies: 8,
    edits: [
      {
        file: "compiler/plan/sides.ts",
        find: "if (apart.size > CLOSABLE) return { taken: parts.map(({ open }) => open), isExact: false };",
        replace: "if (parts.length > 6) return { taken: parts.map(({ open }) => open), isExact: true };",
      },
    ],
  },
  {
    why: "what a dialect cannot say is not held against its targets",
    theme: "what a dialect cannot say",
    policies: 8,
    edits: [
      {
        file: "compiler/plan/suitable.ts",
        find: "[...ofModel, ...ofInput, ...dialects[provider.dialect].lacks]",
        replace: "[...ofModel, ...ofInput]",
      },
    ],
  },
  {
    why: "more than twelve targets in a row are given up",
    theme: "a long chain",
    edits: [
      {
        file: "compiler/verify/claims/prove-invariant.ts",
        find: "let why: string | undefined;",
        replace: 'let why: string | undefined = place.tried.length > 12 ? "they are too many" : undefined;',
      },
    ],
  },
  {
    why: "tools are taken to be large",
    theme: "many small tools",
    policies: 8,
    edits: [
      {
        file: "compiler/witness/request/draft-tokens.ts",
        find: "expected({ ...one, tools: 1 })) / 2 - 0.001;",
        replace: "expected({ ...one, tools: 1 })) * 4 - 0.001;",
      },
    ],
  },
  {
    why: "the second round is not paid for",
    theme: "all that is paid",
    policies: 8,
    edits: [
      {
        file: "compiler/verify/claims/spends.ts",
        find: "(times.get(target.id) ?? 0) + rounds",
        replace: "(times.get(target.id) ?? 0) + 1",
      },
    ],
  },
  {
    why: "of the targets of a request one is paid for",
    theme: "all that is paid",
    policies: 8,
    edits: [
      {
        file: "compiler/verify/claims/spends.ts",
        find: "chosen.map((tried) => breach(claim, place, tried, paid))",
        replace: "chosen.map((tried) => breach(claim, place, tried.slice(0, 1), paid))",
      },
    ],
  },
  {
    why: "of one target that is never tried it follows that nothing is paid for",
    theme: "all that is paid",
    policies: 8,
    edits: [
      {
        file: "compiler/verify/claims/ways-to-spend.ts",
        find: "target.id === id && !isNever(when)",
        replace: "target.id === id",
      },
    ],
  },
  {
    why: "a provider is taken to count what is expected",
    theme: "a tier",
    policies: 8,
    edits: [
      {
        file: "compiler/plan/measure.ts",
        find: 'return cost(term, "upper");',
        replace: 'return cost(term, "expected");',
      },
    ],
  },
  {
    why: "what an answer takes of the context is not counted",
    theme: "small windows",
    policies: 16,
    edits: [
      {
        file: "semantics/target-fit.ts",
        find: "return maxInput === undefined || maxInput < context;",
        replace: "return maxInput !== undefined && maxInput > context;",
      },
    ],
  },
  {
    why: "a claim is written in the other spelling as what it is worth",
    theme: "what callers say",
    policies: 12,
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
    why: "a tier that a dialect drops is billed all the same",
    theme: "service tiers",
    policies: 12,
    edits: [
      {
        file: "semantics/reaching-tier.ts",
        find: "return carried.serviceTier && hasKnownTier(price, asked) ? asked : undefined;",
        replace: "return hasKnownTier(price, asked) ? asked : undefined;",
      },
    ],
  },
];
