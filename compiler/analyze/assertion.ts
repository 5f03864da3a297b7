import type { Diagnostic, Shown } from "../diagnostics/define.ts";
import type { PolicyIr } from "../lower/ir.ts";
import type { Origin } from "../source.ts";
import type { Reachability } from "../verify/reachability.ts";

/** Something said of a policy that holds of all requests and all states, or does not. */
export interface Assertion {
  /** As `--proofs` tells it: "rule 1 of chat can decide". */
  readonly claim: string;
  /** The family that it is told in. */
  readonly code: string;
  /** Where it is given up, that is told here. */
  readonly origin: Origin;
  /** The end of "it could not be found out whether", where that is not the claim itself. */
  readonly doubt?: string;
  /**
   * Looks for requests. A question that is given up meanwhile makes `excluded` undecided, whatever the check made of it.
   */
  readonly ask: () => Answer;
}

export type Answer =
  /** One request shows that it holds. */
  | { readonly kind: "shown"; readonly evidence: string }
  /** It holds: there is no request that breaks it. */
  | { readonly kind: "excluded"; readonly evidence: string }
  /** `findings`: none where they are told elsewhere. */
  | {
      readonly kind: "refuted";
      readonly evidence: string;
      readonly shown?: Shown | undefined;
      readonly findings: readonly Diagnostic[];
    }
  | { readonly kind: "undecided"; readonly why: string };

export interface VerifiedInput {
  readonly policy: PolicyIr;
  /** One per route. */
  readonly routes: readonly Reachability[];
}

/** A check over all requests and states: what it asserts of a policy. */
export type VerifiedCheck = (input: VerifiedInput) => readonly Assertion[];
