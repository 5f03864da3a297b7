/** Values for some facts, or the columns whose cells exclude each other, or neither. */
export type Part<T> =
  | { readonly kind: "values"; readonly values: T }
  /** Column keys. */
  | { readonly kind: "conflict"; readonly keys: readonly string[] }
  | { readonly kind: "unknown"; readonly why: string };
