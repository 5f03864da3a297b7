/** What there is to know of one parameter of an operation. Plain data: read by both halves, by dialects and by the docs. */

/** What a value must be. Bounds belong to what is allowed; lengths are in UTF-16 code units. */
export type ParameterType =
  | { readonly kind: "number"; readonly from: number; readonly to: number }
  | { readonly kind: "whole"; readonly from: number; readonly to: number }
  | { readonly kind: "boolean" }
  | { readonly kind: "text"; readonly most: number }
  | { readonly kind: "word"; readonly of: readonly string[] }
  /** A text or a list of texts. */
  | { readonly kind: "texts" }
  | { readonly kind: "object" }
  | { readonly kind: "list" }
  | { readonly kind: "text-or-object" }
  | { readonly kind: "text-or-list" };

/**
 * What it does to what a request is and costs: `content` is input that is counted, `answers` multiplies the output,
 * `output-bound` limits it, `price` chooses other rates, `fee` adds to them, `control` chooses who answers.
 */
export type ParameterEffect = "content" | "answers" | "output-bound" | "price" | "fee" | "control" | "none";

export interface Parameter {
  readonly type: ParameterType;
  readonly effect: ParameterEffect;
  /** Other names of the same parameter; of several that are given the smallest value holds. */
  readonly spellings?: readonly string[];
  /** Why a policy cannot fix it. */
  readonly reserved?: string;
  /** What a policy may fix it to, where that is narrower than what a client may send. */
  readonly fixed?: ParameterType;
  /** One sentence for people. */
  readonly about: string;
}
