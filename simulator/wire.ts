import type { IncomingHttpHeaders } from "node:http";
import type { Answer } from "./answer.ts";
import type { Problem } from "./problem.ts";
import type { Question } from "./question.ts";

/** An answer with what its dialect needs around it. */
export interface Turn {
  readonly question: Question;
  readonly answer: Answer;
  /** Seconds since 1970. */
  readonly created: number;
  /** A new identifier: a prefix and so many letters and digits. */
  readonly newId: (prefix: string, length: number) => string;
}

/** One server-sent event, with its empty line. `token` tells that it carries generated text and takes its time. */
export interface WireEvent {
  readonly text: string;
  readonly token: boolean;
}

export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

/** A wire dialect: how it is asked, how it answers, how it fails. Nothing here does I/O. */
export interface Wire {
  /** The end of the path at which questions arrive; any prefix is allowed. */
  readonly path: string;
  keyOf(headers: IncomingHttpHeaders): string | undefined;
  /** @throws RequestProblem */
  toQuestion(body: unknown, headers: IncomingHttpHeaders): Question;
  /** The headers of every answer, good or bad. */
  headers(requestId: string, elapsed: number): Record<string, string>;
  toBody(turn: Turn): object;
  toEvents(turn: Turn): Iterable<WireEvent>;
  toError(problem: Problem, requestId: string): ErrorAnswer;
  toErrorEvent(problem: Problem, requestId: string): WireEvent;
}
