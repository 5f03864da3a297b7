/** What a client has read in an answer, in no API's words. */
export interface Heard {
  /** Of each answer. */
  readonly texts: readonly string[];
  readonly calls: readonly { readonly name: string; readonly arguments: unknown }[];
  /** Tokens; absent: it was not asked for. */
  readonly usage?: HeardUsage;
  /** Of embeddings. */
  readonly vectors?: readonly (readonly number[])[];
}

export interface HeardUsage {
  /** All that was read, cached too. */
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number;
}
