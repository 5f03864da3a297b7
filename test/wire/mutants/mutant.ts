/** One fault that the product had, put back: what was sent or billed was not what was proved. */
export interface WireMutant {
  readonly why: string;
  /** What policies that show it are about; absent: anything. */
  readonly theme?: string;
  /** Of such policies; 4 unless it takes more to see it. */
  readonly policies?: number;
  /** `find` stands in the file exactly once. */
  readonly edits: readonly { readonly file: string; readonly find: string; readonly replace: string }[];
}
