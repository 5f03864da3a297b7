/** What the neutral requests of all operations say. */
export interface Asked {
  /** The answer is wanted in pieces. */
  readonly stream: boolean;
  /** Names of parameters that the client sent and the neutral form does not hold. */
  readonly others: readonly string[];
}
