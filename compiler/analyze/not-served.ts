import { diagnose } from "../diagnostics/define.ts";
import { notYet } from "../diagnostics/serve/not-yet.ts";
import type { Condition, PolicyIr, Route } from "../lower/ir.ts";
import { factFeature } from "../regions/fact-spec.ts";
import type { Origin } from "../source.ts";
import { type Check, namedInRoutes } from "./check.ts";

/** What is written in a policy and a table would ask of a runtime. */
export interface Asked {
  /** As a table names it. */
  readonly feature: string;
  /** In words, as a subject. */
  readonly what: string;
  readonly origin: Origin;
}

/** What the runtime that is to serve the policy lacks, at each place that asks for it. */
export const checkServed: Check = ({ policy, runtime }) =>
  runtime === undefined
    ? []
    : askedOf(policy)
        .filter(({ feature }) => !runtime.has(feature))
        .map(({ feature, what, origin }) => diagnose(notYet, { what, feature }, origin));

function askedOf(policy: PolicyIr): Asked[] {
  const dialects = namedInRoutes(policy).flatMap(({ target: { id, provider, model }, origin }): Asked[] => {
    const { dialect } = provider;
    const spoken = { feature: `dialect/${dialect}`, what: `\`${id}\` speaks the dialect \`${dialect}\``, origin };
    if (model.kind !== "embedding") return [spoken];
    const what = `\`${id}\` makes embeddings in the dialect \`${dialect}\``;
    return [spoken, { feature: `embeddings/${dialect}`, what, origin }];
  });
  const budgets = policy.budgets.map(({ name, origin }): Asked => {
    return { feature: "budgets", what: `\`${name}\` is a budget`, origin };
  });
  const limits = policy.limits.map(({ name, origin }): Asked => {
    return { feature: "limits", what: `\`${name}\` is a limit`, origin };
  });
  return [...dialects, ...budgets, ...limits, ...policy.routes.flatMap(ofRoute)];
}

function ofRoute({ rules, cache, hedge, shadow, record }: Route): Asked[] {
  const facts = rules.flatMap(({ when }) => factsOf(when));
  if (hedge) facts.push({ feature: "route/hedge", what: "this route hedges", origin: hedge.origin });
  if (shadow) facts.push({ feature: "plan/shadow", what: "this route has a shadow", origin: shadow.origin });
  if (shadow?.judge)
    facts.push({ feature: "plan/shadow-judge", what: "this shadow has a judge", origin: shadow.judge.origin });
  if (record) facts.push({ feature: "route/record", what: "this route records", origin: record });
  const judge = cache?.semantic?.judge;
  if (judge) facts.push({ feature: "plan/cache-judge", what: "this cache has a judge", origin: judge.origin });
  if (!cache) return facts;
  const { origin, exact, normalised, semantic } = cache;
  const caches = [
    ...(exact ? [{ feature: "route/cache-exact", what: "an exact cache" }] : []),
    ...(normalised ? [{ feature: "route/cache-normalised", what: "a normalised cache" }] : []),
    ...(semantic ? [{ feature: "route/cache-semantic", what: "a semantic cache" }] : []),
  ];
  return [...facts, ...caches.map(({ feature, what }) => ({ feature, what: `this route has ${what}`, origin }))];
}

function factsOf(condition: Condition): Asked[] {
  switch (condition.kind) {
    case "constant":
      return [];
    case "atom": {
      const { atom, origin } = condition;
      const argument = "argument" in atom ? atom.argument : undefined;
      return [{ feature: factFeature({ fact: atom.fact, argument }), what: `this asks for \`${atom.fact}\``, origin }];
    }
    case "not":
      return factsOf(condition.of);
    default:
      return condition.of.flatMap(factsOf);
  }
}
