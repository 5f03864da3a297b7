import type { Diagnostic } from "../diagnostics/define.ts";
import type { PolicyIr } from "../lower/ir.ts";
import type { Origin } from "../source.ts";
import type { Proof } from "../verify/proof.ts";
import type { Reachability } from "../verify/reachability.ts";

export interface VerifiedInput {
  readonly policy: PolicyIr;
  /** One per route. */
  readonly routes: readonly Reachability[];
}

/** A question that was given up. */
export interface GivenUp {
  /** The end of "it could not be found out whether". */
  readonly what: string;
  readonly why: string;
  readonly origin: Origin;
}

/** What a check over all requests and states found, proved and gave up. */
export interface Verified {
  readonly diagnostics?: readonly Diagnostic[];
  readonly proofs?: readonly Proof[];
  readonly givenUp?: readonly GivenUp[];
}

export type VerifiedCheck = (input: VerifiedInput) => Verified;
