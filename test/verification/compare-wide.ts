/** Holds the findings about what is redundant, about chains and about claims against what every single request says. */
import { verify } from "../../compiler/analyze/verify.ts";
import { compile } from "../../compiler/index.ts";
import { verifySession } from "../../compiler/verify/verify-session.ts";
import { countOf, type Point, pointsOf, requestParts } from "./all-requests.ts";
import { firstOf, runEnumerable } from "./brute-force.ts";
import { claimDisagreements } from "./compare-claims.ts";
import { type ComparedRoute, routeDisagreements } from "./compare-places.ts";
import type { EnumerablePolicy } from "./enumerable-policy.ts";
import { catalog } from "./invented-targets.ts";
import type { Mentions } from "./mentions.ts";
import { modelsOf } from "./models-of.ts";
import { lookAtParts, partsOf, type RuleParts } from "./part-truth.ts";
import { routeTruth } from "./route-truth.ts";
import type { WidePolicy } from "./serving.ts";
import { writtenPolicy } from "./written-places.ts";

export interface WideComparison {
  readonly points: number;
  /** What was said of the policy, by code. */
  readonly findings: readonly string[];
  /** Each is a whole story: what was said, what is so, and the policy. */
  readonly disagreements: readonly string[];
}

/** Undefined where the policy cannot be listed, or does not compile for another reason. */
export function compareWide(written: EnumerablePolicy, mostPoints: number): WideComparison | undefined {
  const { seed, typescript, mentions, hasInvariants: hasPlans } = written;
  const run = runEnumerable(written) as WidePolicy;
  const names = Object.keys(run.routes);
  const listed = names.map((name) => pointsTo(name, names, run, mentions));
  const points = listed.reduce((sum, of) => sum + (of?.count ?? Number.POSITIVE_INFINITY), 0);
  if (points > mostPoints) return undefined;
  const policy = compiled(typescript);
  if (policy === undefined) return undefined;
  const { diagnostics } = verify(verifySession(policy, TODAY));
  const routes = names.map((name, i): ComparedRoute => {
    const route = policy.routes.find((one) => one.name === name)!;
    const parts = route.rules.map(({ when }) => partsOf(when));
    const truth = routeTruth(run, name, watched(listed[i]!.points(), run, name, parts));
    return { policy, route, truth, parts, run, hasPlans };
  });
  const source = { text: typescript, ...writtenPolicy(typescript) };
  const wrong = [
    ...routes.flatMap((route) => routeDisagreements(route, source, diagnostics)),
    ...claimDisagreements(run, routes, source, diagnostics),
    ...diagnostics.filter(({ code }) => code === "limit/undecided").map(({ message }) => `undecided: ${message}`),
  ];
  return {
    points,
    findings: diagnostics.map(({ code }) => code),
    disagreements: wrong.map((what) => `seed ${seed}: ${what}\n${typescript}`),
  };
}

/** What is noted of a condition's parts on the way. */
function* watched(
  points: Iterable<Point>,
  { routes }: WidePolicy,
  name: string,
  parts: readonly (RuleParts | undefined)[],
): Generator<Point> {
  const rules = routes[name]!.rules ?? [];
  for (const point of points) {
    const held = rules.reduce((all, { when }, i) => (when(point.facts) ? all | (1 << i) : all), 0);
    const decided = firstOf(held);
    for (const [i, rule] of parts.entries()) {
      if (rule) lookAtParts(rule, point.facts, (held & (1 << i)) !== 0, decided === i);
    }
    yield point;
  }
}

function pointsTo(
  name: string,
  names: readonly string[],
  { routes }: WidePolicy,
  mentions: Mentions,
): { count: number; points: () => Generator<Point> } | undefined {
  const parts = requestParts(mentions, name, routes[name]!.max ?? {});
  if (parts === undefined) return undefined;
  const models = modelsOf(name, names, mentions);
  const { env } = routes[name]!;
  return {
    count: countOf(parts) * models.length,
    *points() {
      for (const model of models) {
        for (const point of pointsOf(parts)) {
          if (env && !env.some((own) => own === point.facts.key.env)) continue;
          yield { ...point, facts: { ...point.facts, route: name, model } };
        }
      }
    },
  };
}

const TODAY = "2026-01-01";

/** Errors that say nothing about requests. */
const otherErrors: ReadonlySet<string> = new Set(["chain/no-target", "limit/condition-size"]);

function compiled(typescript: string) {
  const name = "policy.ts";
  const project = { read: (file: string) => (file === name ? typescript : undefined), contains: () => true };
  const { diagnostics, policy } = compile(name, { project, catalog, today: TODAY, types: false, verify: false });
  const errors = diagnostics.filter(({ code, severity }) => severity === "error" && !otherErrors.has(code));
  if (errors.length === 0 || policy) return policy;
  throw new Error(`${errors.map(({ code, message }) => `${code}: ${message}`).join("\n")}\n${typescript}`);
}
