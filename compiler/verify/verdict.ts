/** What the verifier says of a question about all requests and all states. */
import type { Witness } from "../../schemas/witness.ts";
import type { Route } from "../lower/ir.ts";

/** A rule of a route, by its index, or its `otherwise`: what decides a request. */
export interface Place {
  readonly route: Route;
  readonly rule: number | "otherwise";
}

export type Verdict =
  /** Where the question asks it `toShow`, the witness has been replayed: it is decided at the place, and what was asked for holds. */
  | { readonly kind: "found"; readonly witness: Witness }
  /** Proved: there is no such request. `rules`: indexes of a sufficient set of earlier rules that take them, ascending. */
  | { readonly kind: "none"; readonly by: "empty" | "cover" | "solver"; readonly rules: readonly number[] }
  | { readonly kind: "undecided"; readonly why: string };
