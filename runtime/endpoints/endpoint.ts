/** What an endpoint is: how its clients ask for a chat, and how they are answered. Pure functions, no I/O. */
import type { DialectName } from "../../schemas/catalog.ts";
import type { Said } from "../../semantics/facts/said.ts";
import type { Failure } from "../failures.ts";
import type { Answer, StreamReader } from "../operations/chat/answer.ts";
import type { ChatRequest } from "../operations/chat/request.ts";
import type { ReadRelayed, StreamSteps } from "../operations/chat/stream-steps.ts";
import type { Refusal } from "../refusal.ts";

export interface ChatEndpoint {
  /** What a policy calls it. */
  readonly name: string;
  /** Targets that speak it get a client's bytes, and give theirs. */
  readonly dialect: DialectName;
  /** Parsed body → neutral request, or `bad-request` that names what is wrong. `model` is the caller's to read. */
  read(body: unknown): ChatRequest | Failure;
  /** What rules, plans and costs go by. */
  said(body: Readonly<Record<string, unknown>>): Said;
  /** The client wants to see the usage of a stream. */
  wantsUsage(body: unknown): boolean;
  /** The body of an answer that is not streamed; `model` is the name that the client is shown. */
  answer(answer: Answer, model: string): string;
  /** A stream of the endpoint's own dialect, passed on. */
  relay(read: ReadRelayed, wantsUsage: boolean): StreamSteps;
  /** A stream of another dialect. */
  translate(reader: StreamReader, model: string, wantsUsage: boolean): StreamSteps;
  /** The body of an error. */
  refusal(refusal: Refusal): string;
  /** The event that ends a stream that broke. */
  errorEvent(refusal: Refusal): string;
}
