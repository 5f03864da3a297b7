/** What an attempt that has ended came to: what its provider has billed, or may bill without saying so. */
import type { Facts } from "../../../semantics/facts/facts.ts";
import { tokensAt } from "../../../semantics/tokens/tokens-at.ts";
import type { Failure } from "../../failures.ts";
import type { Usage } from "../../operations/chat/answer.ts";
import { costOf } from "../cost.ts";
import type { OperationAttempt } from "../operation-attempt.ts";

/** In micro-USD. */
export interface Charged {
  readonly cost: number;
  /** Of the cost: what nobody has billed. */
  readonly unsettled: number;
  /** Where something was used, and how much is known. */
  readonly usage?: Usage | undefined;
  /** It has cost more than that: a price is not known. */
  readonly isUnpriced?: true;
}

export interface ChargeOf {
  readonly attempt: OperationAttempt;
  readonly failure: Failure | undefined;
  /** Tokens that it has brought as a stream, about. */
  readonly streamed: number;
  /** Micro-USD that it may cost; undefined where a price is not known. */
  readonly bound: number | undefined;
  readonly asked: ChargedRequest;
}

export interface ChargedRequest {
  readonly facts: Facts;
  readonly body: Readonly<Record<string, unknown>>;
  readonly now: Date;
}

const nothing: Charged = { cost: 0, unsettled: 0 };

export function chargeOf({ attempt, failure, streamed: tokens, bound, asked }: ChargeOf): Charged {
  if (attempt.isPartly && failure) return open(bound);
  if (attempt.isSent === false || (failure && billsNothing(failure))) return nothing;
  const { whole, stream } = attempt;
  const usage = whole?.usage ?? stream?.steps.usage;
  if (failure === undefined) return answered(usage, attempt, { bound, asked });
  const streamed = stream?.opened ? streamedUsage(attempt, { said: usage, tokens }, asked) : undefined;
  const estimate = streamed && costOf(attempt.target.priced, streamed, asked.now, asked.body);
  return open(least(bound, estimate), streamed);
}

function answered(
  usage: Usage | undefined,
  { whole, target }: OperationAttempt,
  { bound, asked }: Pick<ChargeOf, "bound" | "asked">,
): Charged {
  const cost = usage && costOf(target.priced, usage, asked.now, asked.body);
  if (cost === undefined) return open(bound, usage);
  return whole?.isEstimated ? open(cost, usage) : { cost, unsettled: 0, usage };
}

function open(cost: number | undefined, usage?: Usage): Charged {
  return cost === undefined ? { ...nothing, usage, isUnpriced: true } : { cost, unsettled: cost, usage };
}

function least(bound: number | undefined, estimate: number | undefined): number | undefined {
  if (bound === undefined || estimate === undefined) return bound ?? estimate;
  return Math.min(bound, estimate);
}

/** Of a stream that broke off: what it said of its usage, and not less than what it has brought. */
function streamedUsage(
  { target: { target } }: OperationAttempt,
  { said, tokens }: { said: Usage | undefined; tokens: number },
  { facts }: ChargedRequest,
): Usage {
  const output = Math.max(said?.output ?? 0, tokens);
  if (said && said.input > 0) return { ...said, output };
  return { input: tokensAt(target, facts.tokens).upper, output, cacheRead: 0, cacheWrite: 0, reasoning: 0 };
}

/** Errors of connections that were never made. */
const unmade = new Set([
  ...["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ENETDOWN", "EADDRNOTAVAIL"],
  ...["UND_ERR_CONNECT_TIMEOUT", "CERT_HAS_EXPIRED", "DEPTH_ZERO_SELF_SIGNED_CERT", "SELF_SIGNED_CERT_IN_CHAIN"],
  ...["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "ERR_TLS_CERT_ALTNAME_INVALID", "UNABLE_TO_GET_ISSUER_CERT_LOCALLY"],
]);

/** It reached no model, or was refused with a status that no provider bills. */
function billsNothing({ class: name, unsent, status, code }: Failure): boolean {
  if (unsent) return true;
  // No credential could be had.
  if (name === "auth" && status === undefined && code !== undefined) return true;
  if (name === "connect") return code !== undefined && unmade.has(code);
  return status !== undefined && status >= 400 && !mayBill(name, status);
}

/** A box in between has given up, where the model may have answered; and input that a filter was asked about may be billed. */
function mayBill(name: Failure["class"], status: number): boolean {
  return (
    name === "content-filter" ||
    status === 408 ||
    status === 499 ||
    status === 502 ||
    status === 504 ||
    (status > 519 && status !== 529)
  );
}
