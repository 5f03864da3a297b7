/** Asks all that is asserted over every request and every state: the one place where answers become findings and proofs. */
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { undecided } from "../diagnostics/limit/undecided.ts";
import type { PolicyIr } from "../lower/ir.ts";
import type { Proof } from "../verify/proof.ts";
import { type Reachability, reachability } from "../verify/reachability.ts";
import { type PolicySignature, routeSignature } from "../verify/recall-reach.ts";
import { RouteSpace, TOO_LARGE } from "../verify/route-space.ts";
import type { VerifySession } from "../verify/verify-session.ts";
import type { Answer, Assertion, VerifiedCheck } from "./assertion.ts";
import { verifiedChecks } from "./verified-checks.ts";

export interface Verification {
  readonly diagnostics: readonly Diagnostic[];
  /** One for each assertion. */
  readonly proofs: readonly Proof[];
}

/** Rules that were looked at, and how many there are. */
export type Progress = (done: number, total: number) => void;

export function verify(
  session: VerifySession,
  progress?: Progress,
  checks: readonly VerifiedCheck[] = verifiedChecks,
): Verification {
  const { policy } = session;
  takeShare(session);
  const routes = reachabilities(session, progress);
  const asked = checks.flatMap((check) => {
    takeShare(session);
    return check({ policy, routes }).map((assertion) => ({ assertion, answer: answerOf(assertion, session) }));
  });
  const findings = asked.flatMap(({ answer }) => (answer.kind === "refuted" ? answer.findings : []));
  return { diagnostics: [...findings, ...givenUp(asked)], proofs: asked.map(proof) };
}

interface Asked {
  readonly assertion: Assertion;
  readonly answer: Answer;
}

/** What is asked now may spend half of what is left. */
function takeShare(session: VerifySession): void {
  session.share = session.work.part(Math.ceil(session.work.left / 2));
}

/** Where a question was given up meanwhile, nothing is excluded; the first reason is told. */
function answerOf({ ask }: Assertion, { givenUp }: VerifySession): Answer {
  const before = givenUp.length;
  const answer = ask();
  const why = givenUp[before];
  const isOpen = answer.kind === "excluded" || answer.kind === "undecided";
  return isOpen && why !== undefined ? { kind: "undecided", why } : answer;
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
    metadata: metadata.map(({ origin, ...field }) => field),
    budgets: budgets.map(({ name, limit }) => ({ name, limit })),
  };
}

/** One finding for all that was given up for the same reason: the first, and how many more. */
function givenUp(asked: readonly Asked[]): Diagnostic[] {
  const open = asked.flatMap(({ assertion, answer }) =>
    // A condition that is too large is an error of its own.
    answer.kind === "undecided" && answer.why !== TOO_LARGE ? [{ assertion, why: answer.why }] : [],
  );
  return [...Map.groupBy(open, ({ why }) => why)].map(([why, members]) => {
    const { claim, doubt = claim, origin } = members[0]!.assertion;
    return diagnose(undecided, { what: doubt, why, count: members.length }, origin);
  });
}

function proof({ assertion: { claim, code, origin }, answer }: Asked): Proof {
  const common = { claim, code, span: origin.span };
  switch (answer.kind) {
    case "shown":
    case "excluded":
      return { ...common, verdict: "proved", evidence: answer.evidence };
    case "refuted": {
      const { evidence, shown } = answer;
      return { ...common, verdict: "refuted", evidence, ...(shown && { shown }) };
    }
    case "undecided":
      return { ...common, verdict: "undecided", evidence: answer.why };
  }
  return answer satisfies never;
}
