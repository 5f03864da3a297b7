import type { Failure } from "../failures.ts";

/** How an attempt hands on the body of a 2xx answer: as a whole, or event by event. */
export interface AnswerBody {
  /** Takes bytes as they come. A failure ends the attempt. */
  push(bytes: Buffer): Failure | undefined;
  /** The provider ended the body. A failure says that it should not have. */
  end(): Failure | undefined;
  /** Something useful has come: the attempt is worth committing to. */
  readonly opened: boolean;
  /** The provider has begun to say something useful: from then on only silence and the deadline end the attempt, and its own limit. */
  readonly begun: boolean;
  /** How often the provider has gone on with its answer: what only keeps the connection open does not count. */
  readonly heard: number;
  /** The body may end here: one that breaks off or falls silent now has lost nothing. */
  readonly mayEnd: boolean;
  /** Bytes that it keeps until it opens. */
  readonly held: number;
  /** Nothing more is awaited. */
  readonly complete: boolean;
  /** True when nobody takes more for now; `drained` is then called once when someone does. */
  waits(drained: () => void): boolean;
}
