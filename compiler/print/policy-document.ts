/** A lowered policy in its plain form: every name resolved, every helper inlined, conditions in their canonical spelling. */
import type {
  ActionDocument,
  CacheDocument,
  FallbackDocument,
  InvariantDocument,
  MetadataDocument,
  PolicyDocument,
  RouteDocument,
  RuleDocument,
  TermsDocument,
} from "../../schemas/policy.ts";
import type { HedgeDocument, RetryDocument } from "../../schemas/policy-attempts.ts";
import type { BudgetDocument } from "../../schemas/policy-budget.ts";
import type { CanaryDocument } from "../../schemas/policy-canary.ts";
import type { LimitDocument } from "../../schemas/policy-limit.ts";
import type { JudgeDocument } from "../../schemas/policy-shadow.ts";
import type { StickyDocument, StrategyDocument } from "../../schemas/policy-strategy.ts";
import type { UnsupportedDocument } from "../../schemas/unsupported.ts";
import type { Treatments } from "../../semantics/parameters/treatments.ts";
import { decimal } from "../lower/decimal.ts";
import type {
  Action,
  Budget,
  Cache,
  Canary,
  Claim,
  FailureTier,
  Hedge,
  Invariant,
  Judge,
  Limit,
  MetadataField,
  PolicyIr,
  Retry,
  Route,
  Rule,
  Shadow,
  Sticky,
  Strategy,
  Terms,
} from "../lower/ir.ts";
import { defined } from "../lower/read.ts";
import { printCondition } from "../plan/print-condition.ts";
import { conditionOverRequest } from "./condition-over-request.ts";

/**
 * Compiles to the same table as the policy that it was made from, with the same claims. Throws where a claim cannot be
 * written as an expression.
 */
export function policyDocument({
  metadata,
  tiers,
  routes,
  budgets,
  limits,
  invariants,
  sensitive,
}: PolicyIr): PolicyDocument {
  const [headers, fields] = [true, false].map((is) => metadata.filter(({ isHeader = false }) => isHeader === is));
  return {
    ...(headers!.length > 0 && {
      headers: Object.fromEntries(headers!.map((field) => [field.name, ofMetadata(field)])),
    }),
    ...(fields!.length > 0 && {
      metadata: Object.fromEntries(fields!.map((field) => [field.name, ofMetadata(field)])),
    }),
    ...(tiers.length > 0 && {
      tiers: Object.fromEntries(tiers.map(({ name, strategy }) => [name, ofStrategy(strategy)])),
    }),
    routes: Object.fromEntries(routes.map((route) => [route.name, ofRoute(route)])),
    ...(budgets.length > 0 && {
      budgets: Object.fromEntries(budgets.map((budget) => [budget.name, ofBudget(budget)])),
    }),
    ...(limits.length > 0 && { limits: Object.fromEntries(limits.map((limit) => [limit.name, ofLimit(limit)])) }),
    ...(invariants.length > 0 && {
      invariants: Object.fromEntries(invariants.map((invariant) => [invariant.name, ofInvariant(invariant)])),
    }),
    ...(sensitive && { sensitive: conditionOverRequest(printCondition(sensitive)) }),
  };
}

function ofMetadata({ values, required }: MetadataField): MetadataDocument {
  if (required) return { ...(values && { values }), required };
  return values ?? "string";
}

function ofRoute({
  env,
  rules,
  otherwise,
  max,
  limits,
  fallbackOn,
  fallbackTo,
  retry,
  cache,
  hedge,
  shadow,
  canary,
  record,
  refusesUnknown,
  terms,
}: Route): RouteDocument {
  return {
    ...(env && { env }),
    ...(rules.length > 0 && { rules: rules.map(ofRule) }),
    otherwise: ofAction(otherwise),
    ...(Object.keys(max).length > 0 && { max }),
    ...Object.fromEntries(Object.entries(limits).map(([name, ms]) => [name, ofDuration(ms)])),
    ...defined({ fallbackOn: ofFallbacks(fallbackOn, fallbackTo) }),
    ...(retry && { retry: ofRetry(retry) }),
    ...(cache && { cache: ofCache(cache) }),
    ...(hedge && { hedge: ofHedge(hedge) }),
    ...(shadow && { shadow: ofShadow(shadow) }),
    ...(canary && { canary: ofCanary(canary) }),
    ...(record && { record: true }),
    ...(refusesUnknown && { unknownParameters: "refuse" as const }),
    ...(terms.unsupported && { unsupported: ofTreatments(terms.unsupported) }),
    ...ofTerms(terms),
  };
}

/** A list where no failure leads elsewhere. */
function ofFallbacks(goesOn: Route["fallbackOn"], tiers: readonly FailureTier[] = []): FallbackDocument | undefined {
  if (tiers.length === 0) return goesOn;
  const led = tiers.flatMap(({ classes, strategy }) => classes.map((name) => [name, ofStrategy(strategy)] as const));
  const names = new Set(led.map(([name]) => name as string));
  const next = goesOn?.filter((name) => !names.has(name)).map((name) => [name, true] as const);
  return { ...Object.fromEntries([...led, ...(next ?? [])]), ...(next && { default: false }) };
}

function ofCache({ exact, normalised, semantic, scope, isPerTarget, ttl }: Cache): CacheDocument {
  return {
    ...(exact && { exact }),
    ...(normalised && { normalised }),
    ...(semantic && {
      semantic: defined({
        embedder: semantic.embedder?.name,
        maxWrongHitRate: semantic.maxWrongHitRate,
        judge: semantic.judge && ofJudge(semantic.judge),
        ttl: ofDuration(semantic.ttl),
      }),
    }),
    ...(scope.of !== "key" && { scope: scope.of }),
    ...(isPerTarget && { perTarget: true }),
    ...defined({ ttl: ofDuration(ttl) }),
  };
}

function ofRetry({ times, after }: Retry): RetryDocument {
  return { times, ...defined({ after: ofDuration(after) }) };
}

function ofHedge({ after, most }: Hedge): HedgeDocument {
  return defined({ after: ofDuration(after), most });
}

function ofDuration(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : `${decimal(ms)}ms`;
}

function ofShadow({ action, share, judge }: Shadow): NonNullable<RouteDocument["shadow"]> {
  return { use: ofStrategy(action.strategy), share, ...(judge && { judge: ofJudge(judge) }) };
}

function ofJudge({ target, rubric }: Judge): JudgeDocument {
  return { model: target.id, rubric };
}

function ofCanary({ strategy, share, by, back: { failures, firstToken } }: Canary): CanaryDocument {
  return { use: ofStrategy(strategy), share, by, back: defined({ failures, firstToken: ofDuration(firstToken) }) };
}

function ofRule({ when, action, terms, canary }: Rule): RuleDocument {
  return {
    when: conditionOverRequest(printCondition(when)),
    use: ofAction(action),
    ...(canary && { canary: ofCanary(canary) }),
    ...ofTerms(terms),
  };
}

function ofTreatments({ error = [], emulate = [] }: Treatments): UnsupportedDocument {
  return Object.fromEntries([
    ...error.map((name) => [name, "error"] as const),
    ...emulate.map((name) => [name, "emulate"] as const),
  ]);
}

function ofTerms({ maxCost, jurisdictions, set, zeroRetention, priority }: Terms): TermsDocument {
  const cost = maxCost === undefined ? undefined : `$${decimal(maxCost)}`;
  return defined({ maxCost: cost, jurisdictions, set, zeroRetention, priority });
}

function ofBudget({ per, limit, window, exhausted, missing, onStoreDown }: Budget): BudgetDocument<ActionDocument> {
  const instead = exhausted && ofAction(exhausted);
  return {
    per: `r.${per}`,
    limit: `$${decimal(limit)}`,
    window,
    ...defined({ exhausted: instead, missing, onStoreDown }),
  };
}

function ofLimit({ per, rates, concurrency, routes, isPooled, exhausted }: Limit): LimitDocument<ActionDocument> {
  const missing = isPooled && ("pool" as const);
  return {
    per: `r.${per}`,
    ...rates,
    ...defined({ concurrency, routes, missing, exhausted: exhausted && ofAction(exhausted) }),
  };
}

function ofInvariant({ when, claim }: Invariant): InvariantDocument {
  return { ...(when && { when: conditionOverRequest(printCondition(when)) }), ...ofClaim(claim) };
}

function ofClaim(claim: Claim): InvariantDocument {
  if (claim.kind === "survives") return { survives: { [claim.failing]: claim.count } };
  if (claim.kind === "spends") return { spends: `$${decimal(claim.most)}` };
  if (claim.written === undefined) throw new Error("the claim cannot be written as an expression");
  return { [claim.kind]: claim.written };
}

function ofAction(action: Action): ActionDocument {
  if (action.kind === "reject") return { reject: action.status, message: action.message };
  return ofStrategy(action.strategy);
}

function ofStrategy(strategy: Strategy): StrategyDocument {
  switch (strategy.kind) {
    case "target":
      return strategy.target.id;
    case "tier":
      return strategy.name;
    case "chain":
      return strategy.of.map(ofStrategy);
    case "fastest":
      return { fastest: strategy.of.map(ofStrategy), ...ofSticky(strategy.sticky) };
    case "balance":
      return { balance: strategy.of.map(ofStrategy), ...defined({ by: strategy.by }), ...ofSticky(strategy.sticky) };
    case "cheapest":
      return { cheapest: strategy.of.map(ofStrategy), ...defined({ quality: strategy.quality }) };
    case "split":
      return {
        split: Object.fromEntries(strategy.parts.map(({ of, weight }) => [ofStrategy(of) as string, weight])),
        by: strategy.by,
      };
    default:
      return strategy satisfies never;
  }
}

function ofSticky(sticky: Sticky | undefined): StickyDocument {
  return sticky ? { sticky: sticky.by, ...defined({ lifetime: ofDuration(sticky.lifetime) }) } : {};
}
