/** What was written, where one of these words was meant. */
export interface Misspelt {
  readonly wrong: string;
  readonly known: readonly string[];
}

/** The command cannot be run as it was written: exit code 2. The message says what to do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** Whoever prints the message adds the nearest. */
  readonly misspelt: Misspelt | undefined;

  constructor(message: string, misspelt?: Misspelt, options?: ErrorOptions) {
    super(message, options);
    this.misspelt = misspelt;
  }
}
