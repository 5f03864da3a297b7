/** Asks all that is asked over every request and every state, and gathers the answers. */
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { undecided } from "../diagnostics/limit/undecided.ts";
import type { PolicyIr } from "../lower/ir.ts";
import type { Proof } from "../verify/proof.ts";
import { type Reachability, reachability } from "../verify/reachability.ts";
import { type PolicySignature, routeSignature } from "../verify/recall-reach.ts";
import { RouteSpace, TOO_LARGE } from "../verify/route-space.ts";
import type { VerifySession } from "../verify/verify-session.ts";
import type { GivenUp } from "./verified-check.ts";
import { verifiedChecks } from "./verified-checks.ts";

export interface Verification {
  readonly diagnostics: readonly Diagnostic[];
  readonly proofs: readonly Proof[];
}

/** Rules that were looked at, and how many there are. */
export type Progress = (done: number, total: number) => void;

export function verify(session: VerifySession, progress?: Progress): Verification {
  const { policy } = session;
  takeShare(session);
  const routes = reachabilities(session, progress);
  const answers = verifiedChecks.map((check) => {
    takeShare(session);
    return check({ policy, routes });
  });
  const all = [...routes.flatMap(unreached), ...answers.flatMap((answer) => answer.givenUp ?? [])];
  // A condition that is too large is an error of its own.
  const givenUp = all.filter(({ why }) => why !== TOO_LARGE);
  return {
    diagnostics: [...answers.flatMap(({ diagnostics = [] }) => diagnostics), ...told(givenUp)],
    proofs: [...answers.flatMap(({ proofs = [] }) => proofs), ...routes.flatMap(reachProofs)],
  };
}

/** What is asked now may spend half of what is left. */
function takeShare(session: VerifySession): void {
  session.share = session.work.part(Math.ceil(session.work.left / 2));
}

function reachabilities(session: VerifySession, progress: Progress | undefined): Reachability[] {
  const { routes } = session.policy;
  const total = routes.reduce((sum, { rules }) => sum + rules.length, 0);
  let done = 0;
  const facts = factsSignature(session.policy);
  return routes.map((route) => {
    const space = new RouteSpace(session, route);
    return reachability(space, routeSignature(space, facts), () => {
      done += 1;
      progress?.(done, total);
    });
  });
}

function factsSignature({ routes, metadata, budgets }: PolicyIr): PolicySignature {
  return {
    routes: routes.map(({ name }) => name),
    metadata: metadata.map(({ name, values }) => ({ name, ...(values && { values }) })),
    budgets: budgets.map(({ name, limit }) => ({ name, limit })),
  };
}

function unreached({ route, rules, otherwise }: Reachability): GivenUp[] {
  const found = rules.flatMap(({ verdict }, rule): GivenUp[] =>
    verdict.kind === "undecided"
      ? [
          {
            what: `rule ${rule + 1} of \`${route.name}\` ever decides`,
            why: verdict.why,
            origin: route.rules[rule]!.when.origin,
          },
        ]
      : [],
  );
  if (otherwise.kind !== "undecided") return found;
  const what = `\`otherwise\` of \`${route.name}\` ever decides`;
  return [...found, { what, why: otherwise.why, origin: route.otherwise.origin }];
}

/** One finding for all that was given up for the same reason: the first, and how many more. */
function told(givenUp: readonly GivenUp[]): Diagnostic[] {
  const byReason = Map.groupBy(givenUp, ({ why }) => why);
  return [...byReason.values()].map(([first, ...others]) => {
    const { what, why, origin } = first!;
    return diagnose(undecided, { what, why, count: others.length + 1 }, origin);
  });
}

function reachProofs({ route, rules }: Reachability): Proof[] {
  return rules.map(({ verdict }, rule): Proof => {
    const claim = `rule ${rule + 1} of ${route.name} can decide`;
    const common = { claim, code: "reach", span: route.rules[rule]!.when.origin.span };
    if (verdict.kind === "found") return { ...common, verdict: "proved", evidence: "shown by a request" };
    if (verdict.kind === "undecided") return { ...common, verdict: "undecided", evidence: verdict.why };
    const by = verdict.rules.length === 0 ? "its condition cannot hold" : `${rulesNamed(verdict.rules)} its requests`;
    return { ...common, verdict: "refuted", evidence: by };
  });
}

/** `rules`: indexes, at least one. */
function rulesNamed(rules: readonly number[]): string {
  const numbers = rules.map((rule) => rule + 1).join(", ");
  return rules.length === 1 ? `rule ${numbers} takes` : `rules ${numbers} take`;
}
