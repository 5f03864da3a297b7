/** Which texts there are: contains this, does not match that. */

export interface TextPredicate {
  readonly method: "includes" | "startsWith" | "endsWith" | "equals" | "matches";
  /** The literal, or the pattern as `/source/flags`. */
  readonly argument: string;
}

export interface TextQuestion {
  readonly must: readonly TextPredicate[];
  readonly mustNot: readonly TextPredicate[];
}

export type TextAnswer =
  | { readonly kind: "text"; readonly text: string }
  /** No text does. Indexes of predicates that exclude each other. */
  | { readonly kind: "none"; readonly must: readonly number[]; readonly mustNot: readonly number[] }
  | { readonly kind: "unknown" };
