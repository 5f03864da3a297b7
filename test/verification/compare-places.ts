/** Findings about rules and their targets against what every request says. */
import type { Diagnostic } from "../../compiler/diagnostics/define.ts";
import type { PolicyIr, Route } from "../../compiler/lower/ir.ts";
import { outcomeAt } from "../../compiler/plan/outcome.ts";
import { readFacts } from "../reference/read-facts.ts";
import { firstOf } from "./brute-force.ts";
import { catalogIn } from "./costs.ts";
import type { RuleParts } from "./part-truth.ts";
import { readWitness } from "./replay-witness.ts";
import { fromTheWidest, isNoneLeft, lacks, type PlaceTruth, type RouteTruth, windowOf } from "./route-truth.ts";
import { fixed, type WidePolicy } from "./serving.ts";
import { lineOf, type WrittenPolicy } from "./written-places.ts";

export interface ComparedRoute {
  readonly policy: PolicyIr;
  readonly route: Route;
  readonly truth: RouteTruth;
  /** By rule. */
  readonly parts: readonly (RuleParts | undefined)[];
  readonly run: WidePolicy;
  /** The requests are all that its plans tell apart, too. */
  readonly hasPlans: boolean;
}

export interface Source extends WrittenPolicy {
  readonly text: string;
}

interface Place {
  readonly rule: number;
  readonly line: number;
  readonly truth: PlaceTruth;
  /** On its line. */
  readonly found: readonly Diagnostic[];
}

export function routeDisagreements(
  compared: ComparedRoute,
  source: Source,
  diagnostics: readonly Diagnostic[],
): string[] {
  return [...source.places].flatMap(([line, { route, rule }]) => {
    if (route !== compared.route.name) return [];
    const found = diagnostics.filter((one) => lineOf(one) === line);
    const place: Place = { rule, line, truth: compared.truth.places.get(rule)!, found };
    const wrong = [
      ...reach(compared, place),
      ...redundantRule(compared, place),
      ...redundantParts(compared, place),
      ...(compared.hasPlans
        ? [
            ...deadTargets(place),
            ...noneLeft(compared, place),
            ...windows(compared, place),
            ...capabilities(compared, place),
          ]
        : []),
    ];
    return wrong.map((what) => `line ${line + 1}: ${what}`);
  });
}

function told({ found }: Place, code: string): readonly Diagnostic[] {
  return found.filter((one) => one.code === code);
}

function expectTold(place: Place, code: string, isExpected: boolean): string[] {
  const isTold = told(place, code).length > 0;
  if (isTold === isExpected) return [];
  return [isExpected ? `${code} is not told` : `${code} is told, and is not so`];
}

function reach({ truth: { holding } }: ComparedRoute, place: Place): string[] {
  const { rule, truth } = place;
  if (rule === -1) {
    const always = [...holding].reduce((both, held) => both & held);
    return expectTold(place, "reach/dead-otherwise", !truth.decides && always === 0);
  }
  const holds = [...holding].filter((held) => held & (1 << rule)).length;
  return [
    ...expectTold(place, "reach/impossible-condition", holds === 0),
    ...expectTold(place, "reach/dead-rule", holds > 0 && !truth.decides),
    ...expectTold(place, "reach/always-holds", holds === holding.size),
  ];
}

/** By what the places do, as it is defined; what is told must be so of every request, too. */
function redundantRule({ policy, route, truth: { holding, places } }: ComparedRoute, place: Place): string[] {
  const { rule, truth } = place;
  if (rule === -1) return [];
  const does = (at: number) => outcomeAt(policy, route, at === -1 ? "otherwise" : at);
  const behind = [...holding].filter((held) => firstOf(held) === rule).map((held) => firstOf(held & ~(1 << rule)));
  const code = "reach/redundant-rule";
  const isTold = told(place, code).length > 0;
  if (isTold && truth.changes) return [`${code} is told, and a request is served otherwise`];
  const isRedundant = truth.decides && behind.every((next) => does(next) === does(rule));
  // A rule that is dead is to go, whatever would become of its requests.
  const isAllDead = behind.every((next) => !places.get(next)!.decides);
  return !isTold && isAllDead ? [] : expectTold(place, code, isRedundant);
}

function redundantParts({ parts }: ComparedRoute, place: Place): string[] {
  const { rule, truth } = place;
  const code = "reach/redundant-part";
  const [finding] = told(place, code);
  const asked = parts[rule];
  if (!truth.decides || asked === undefined || asked.isMisread) {
    return finding && !asked?.isMisread ? [`${code} is told of a rule without parts, or one that never decides`] : [];
  }
  const isAll = asked.joined === "all";
  const redundant = asked.parts.filter((part) => !(isAll ? part.matters : part.mattersHere));
  if (finding !== undefined) {
    const part = redundant.find(({ start }) => start === finding.span!.start);
    if (part === undefined) return [`${code} is told of a part that matters`];
    const isAlone = finding.message.includes("the other parts hold whenever it does");
    if (!isAll && isAlone === part.matters) return [`${code} tells the wrong reason: ${finding.message}`];
  }
  const last = redundant.findLast(({ isGuard, isMissed }) => !isAll || (!isGuard && isMissed));
  if (last === undefined || (finding && finding.span!.start >= last.start)) return [];
  return [`${code} is not told of the last part that changes nothing`];
}

function deadTargets(place: Place): string[] {
  const code = "chain/dead-target";
  const said = told(place, code).map(({ message }) => /^`([^`]+)`/.exec(message)![1]!);
  const { order, decides, tried } = place.truth;
  if (order === undefined || !decides) return said.length > 0 ? [`${code} is told where nothing is tried`] : [];
  const wrong = [...new Set(said)].filter((id) => tried.has(id));
  // That one is tried by none of those that are listed says little: not every number of tokens by every figure is.
  return wrong.map((id) => `${code}: ${id} is tried`);
}

/** A request is shown that is among the smallest, within a thirty-second, and has as many tokens as it says. */
function noneLeft({ run, route }: ComparedRoute, place: Place): string[] {
  const code = "chain/none-left";
  const { rule, truth } = place;
  const [finding] = told(place, code);
  if (finding === undefined) return truth.noneLeft === undefined ? [] : [`${code} is not told`];
  const tokens = Number(/of ([\d,]+) input tokens/.exec(finding.message)![1]!.replaceAll(",", ""));
  if (truth.noneLeft !== undefined && tokens > (truth.noneLeft * 32) / 31 + 1)
    return [`${code} says ${tokens} tokens, and ${truth.noneLeft} are enough`];
  const written = run.routes[route.name]!;
  const request = readWitness(finding.shown!.witness);
  const facts = readFacts(request, route.name);
  if (facts.inputTokens !== tokens) return [`${code} says ${tokens} tokens, and shows ${facts.inputTokens}`];
  const terms = rule === -1 ? [written] : [written, written.rules![rule]!];
  const set = fixed(terms);
  const asked = set.max_completion_tokens ?? set.max_tokens;
  const sent = typeof asked === "number" ? { ...facts, maxOutputTokens: asked } : facts;
  const tier = (set.service_tier ?? request.body.service_tier) as string | undefined;
  const decided = (written.rules ?? []).findIndex(({ when }) => when(facts));
  const catalog = catalogIn(tier, request.now);
  const isSo = decided === rule && isNoneLeft({ facts: sent, catalog }, truth.order!.targets, written, terms);
  return isSo ? [] : [`${code} shows a request that has a target left, or is decided elsewhere`];
}

/** A window that is smaller by less than a tenth is taken to be the same. */
function windows(compared: ComparedRoute, place: Place): string[] {
  const code = "chain/window-too-small";
  const { order, losesWindow } = place.truth;
  const [first, ...fallbacks] = order ? fromTheWidest(order, compared.route.max.inputTokens) : [];
  const widest = Math.max(...fallbacks.map(windowOf));
  const isExpected = first !== undefined && fallbacks.length > 0 && losesWindow && widest < 0.9 * windowOf(first);
  const [finding] = told(place, code);
  if (finding === undefined) return isExpected ? [`${code} is not told`] : [];
  const unable = fallbacks.find((id) => lacks(id).some((need) => needsShown(compared, place, finding).has(need)));
  if (unable !== undefined) return [`${code} shows a request for which ${unable} lacks something else`];
  if (order?.kind !== "chain") return [];
  const next = fallbacks.find((id) => windowOf(id) === widest)!;
  const isSaid = finding.message.startsWith(`\`${next}\``) && finding.message.includes(`\`${first}\``);
  return isSaid ? [] : [`${code} names others than ${first} and ${next}: ${finding.message}`];
}

/** What the request that is shown needs, with the parameters that the policy fixes. */
function needsShown({ run, route }: ComparedRoute, { rule }: Place, { shown }: Diagnostic): ReadonlySet<string> {
  const written = run.routes[route.name]!;
  const request = readWitness(shown!.witness);
  const body = { ...request.body, ...fixed(rule === -1 ? [written] : [written, written.rules![rule]!]) };
  const { needs } = readFacts({ ...request, body }, route.name);
  return new Set(Object.entries(needs).flatMap(([need, isNeeded]) => (isNeeded ? [need] : [])));
}

/** A target that is never tried is a finding, too, and enough. */
function capabilities({ truth: { needs } }: ComparedRoute, place: Place): string[] {
  const code = "chain/missing-capability";
  const { rule, truth } = place;
  const known = needs.get(rule) ?? new Set();
  const targets = truth.order?.targets ?? [];
  const unfit = truth.decides ? targets.filter((id) => lacks(id).some((need) => known.has(need))) : [];
  const [finding] = told(place, code);
  if (finding !== undefined) {
    const [, id = "", need = ""] = /^`([^`]+)`.*`r\.needs\.(\w+)`/.exec(finding.message)!;
    return known.has(need) && lacks(id).includes(need) ? [] : [`${code} is told of ${id}, and is not so`];
  }
  const dead = told(place, "chain/dead-target").map(({ message }) => message);
  const missed = unfit.filter((id) => !dead.some((message) => message.startsWith(`\`${id}\``)));
  return missed.length > 0 ? [`${code} is not told of ${missed.join()}`] : [];
}
