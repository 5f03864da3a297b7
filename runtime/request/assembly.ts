/** What puts whole answers together out of streams. Loaded where a route of the table asks for it. */
import type { AnswerBody } from "../attempts/answer-body.ts";
import type { ClientSteps, StreamFold } from "../endpoints/endpoint.ts";
import type { Failure } from "../failures.ts";
import type { Answer, StreamReader } from "../operations/chat/answer.ts";
import type { FrameReader } from "../wire/framing.ts";
import type { WholeAnswer } from "./whole-answer.ts";

export interface AssembledAnswer extends AnswerBody {
  /** Set when it has opened. */
  readonly answer: WholeAnswer | undefined;
}

export interface Assembly {
  /** By the endpoint's name: what makes one whole answer of the events of a stream that is passed on. */
  readonly folds: Readonly<Record<string, () => StreamFold>>;
  /** As the provider says it, for a client of the same wire. */
  relayed(
    steps: ClientSteps,
    fold: StreamFold,
    write: (body: object, bytes: Buffer) => WholeAnswer | Failure,
    events: FrameReader,
  ): AssembledAnswer;
  /** Through the neutral chunks, for a client of another wire. */
  translated(
    reader: StreamReader,
    write: (answer: Answer) => WholeAnswer | Failure,
    events: FrameReader,
  ): AssembledAnswer;
}
