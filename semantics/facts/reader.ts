import type { Facts, FactValue } from "./facts.ts";

/** How one fact is read. It never throws, whatever the body is. */
export interface FactReader {
  /** `argument` is the tag or text asked for, or the fact to sample by. */
  read(facts: Facts, argument: string): FactValue;
  /** The work grows with the body: it is put off until the rules still in question depend on it. */
  readonly costly?: true;
}
