/** Findings about invariants against what every request says; every request that refutes one is replayed. */
import type { Diagnostic } from "../../compiler/diagnostics/define.ts";
import { readFacts } from "../reference/read-facts.ts";
import { type Point, requestOf } from "./all-requests.ts";
import type { ComparedRoute, Source } from "./compare-places.ts";
import { readWitness } from "./replay-witness.ts";
import { isBroken } from "./route-truth.ts";
import { isServed, Servings, type WidePolicy } from "./serving.ts";
import { lineOf } from "./written-places.ts";

export function claimDisagreements(
  run: WidePolicy,
  routes: readonly ComparedRoute[],
  { claims }: Source,
  diagnostics: readonly Diagnostic[],
): string[] {
  return [...claims].flatMap(([line, name]) => {
    const found = diagnostics.filter((one) => lineOf(one) === line);
    const said = found.map(({ code }) => code).filter((code) => code.startsWith("invariant/"));
    const refuting = routes.flatMap(({ route, truth }) => {
      const point = truth.refuted.get(name);
      return point ? [JSON.stringify(requestOf(point, route.name)).slice(0, 2_000)] : [];
    });
    const isVacuous = !routes.some(({ truth }) => truth.about.has(name));
    const expected = refuting.length > 0 ? "invariant/refuted" : isVacuous ? "invariant/vacuous" : "";
    // Not every number of tokens by every figure is listed: what refutes a claim is replayed below.
    if (said.join() !== expected && !(expected === "" && said.join() === "invariant/refuted"))
      return [`${name}: said ${said.join() || "nothing"}, not ${expected || "nothing"} ${refuting[0] ?? ""}`];
    return found.flatMap((finding) => (finding.shown ? unreplayed(run, name, finding) : []));
  });
}

/** The whole request, as a point with parts of its own. */
function unreplayed(run: WidePolicy, name: string, finding: Diagnostic): string[] {
  const request = readWitness(finding.shown!.witness);
  const model = request.body.model as string;
  const names = Object.keys(run.routes);
  const route =
    names.find((one) => one === model) ?? names.find((one) => one.endsWith("*") && model.startsWith(one.slice(0, -1)));
  if (route === undefined) return [`${name}: the witness is for no route`];
  const written = run.routes[route]!;
  const facts = readFacts(request, route);
  const part = { index: 0, request, facts };
  const parts: Point["parts"] = { body: part, parameters: part, caller: part, clock: part, state: part };
  const point: Point = { facts, serviceTier: request.body.service_tier as string | undefined, parts };
  if (facts.inputTokens > (written.max?.inputTokens ?? Number.POSITIVE_INFINITY))
    return [`${name}: the witness is too large`];
  if (facts.choices > (written.max?.choices ?? 128)) return [`${name}: the witness asks for too many answers`];
  if (written.env && !written.env.some((own) => own === facts.key.env))
    return [`${name}: the key of the witness may not use the route`];
  const decided = (written.rules ?? []).findIndex(({ when }) => when(facts));
  const claim = run.invariants![name]!;
  const isAbout = !(claim.when && !claim.when(facts));
  const outcomes = new Servings(run, written).all(point, decided);
  const isShown = isAbout && outcomes.some((now) => isServed(now) && isBroken(claim, now, point, written));
  return isShown
    ? []
    : [`${name}: the witness does not break it: ${JSON.stringify(finding.shown!.witness).slice(0, 2_000)}`];
}
