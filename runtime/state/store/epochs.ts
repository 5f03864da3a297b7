/**
 * Which store it is. A store that is another than a process knows of, or says less than it said, has lost something: whoever finds
 * that writes the doubt into it, with a new epoch, so that all others who know the one before learn of it.
 */

/** What a store says of itself. */
export interface Met {
  readonly epoch: string;
  /** Since when it is in doubt, in milliseconds since 1970. */
  readonly doubt: number | undefined;
}

/** Epochs before this one are kept, so many of them: who knows one of those learns what was found, and finds nothing anew. */
export const MOST_PAST = 64;
