import type { Usage } from "../operations/chat/answer.ts";

/** An answer that is not streamed, as the client gets it. */
export interface WholeAnswer {
  readonly bytes: Buffer | string;
  readonly usage: Usage | undefined;
  /** The provider did not say how much was used. */
  readonly isEstimated?: boolean;
}
