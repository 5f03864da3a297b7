/** What an endpoint is: how its clients ask for a chat, and how they are answered. Pure functions, no I/O. */
import type { DialectName } from "../../schemas/catalog.ts";
import type { TableTarget } from "../../schemas/table.ts";
import type { Said } from "../../semantics/facts/said.ts";
import type { Failure } from "../failures.ts";
import type { Answer, StreamReader } from "../operations/chat/answer.ts";
import type { ChatRequest } from "../operations/chat/request.ts";
import type { ReadRelayed, StreamSteps } from "../operations/chat/stream-steps.ts";
import type { Refusal } from "../refusal.ts";
import type { Member } from "../wire/scan-body.ts";
import type { WireName } from "../wire/wire-name.ts";

type Members = Readonly<Record<string, unknown>>;

/** A client's request as it was read. */
export interface ReadChat {
  request: ChatRequest;
  /** The same by the names of the operation's parameters, which rules, counts and prices go by. */
  body: Members;
}

/** A client's request on its way to a target that speaks the client's wire. */
export interface Passing extends ReadChat {
  /** The client's body as it came, and where its members stand in it. */
  bytes: Buffer;
  members: readonly Member[];
  /** What the policy fixes, by the operation's names; `body` and `request` have it already. */
  fixed: Members;
  /** Names in the body's `metadata` that were for the policy; they go no further. */
  routingNames: readonly string[];
}

/** Where it goes. */
export interface PassedTo {
  target: TableTarget;
  dialect: DialectName;
  /** Where the wire has the parameters; null for those that have no place. */
  places: Readonly<Record<string, string | null>>;
  /** Tokens: the most that may be asked for. */
  limit: number | undefined;
}

/** What is sent. */
export interface WireBody {
  body: Buffer | string;
  /** Tokens: the output limit that is sent, for each answer. */
  limit: number | undefined;
  /** Parameters of the client that are left out. */
  dropped: string[];
}

export interface ChatEndpoint {
  /** What a policy calls it. */
  readonly name: string;
  /** Targets that speak it get a client's bytes, and give theirs. */
  readonly wire: WireName;
  /** Parsed body → neutral request, or `bad-request` that names what is wrong. `model` is the caller's to read. */
  read(body: unknown): ReadChat | Failure;
  /** The same request with what a policy fixes, by the operation's names. */
  fix(read: ReadChat, set: Members): ReadChat | Failure;
  /** What rules, plans and costs go by, of `ReadChat.body`. */
  said(body: Members): Said;
  /** The client wants to see the usage of a stream. */
  wantsUsage(body: Members): boolean;
  /** The client's own bytes, as far as they may go. */
  pass(passing: Passing, to: PassedTo): WireBody | Failure;
  /** The body of an answer that is not streamed; `model` is the name that the client is shown. */
  answer(answer: Answer, model: string, request: ChatRequest): string;
  /** A stream of the endpoint's own wire, passed on. */
  relay(read: ReadRelayed, wantsUsage: boolean): StreamSteps;
  /** A stream of another wire. */
  translate(reader: StreamReader, asked: TranslatedFor): StreamSteps;
  /** The body of an error; `id` is the request's. */
  refusal(refusal: Refusal, id: string): string;
  /** The event that ends a stream that broke. */
  errorEvent(refusal: Refusal): string;
}

/** Whose stream is written. */
export interface TranslatedFor {
  /** The name that the client is shown. */
  model: string;
  wantsUsage: boolean;
  request: ChatRequest;
  /** Tokens that the input is expected to count, for those who are told before it has been counted. */
  inputTokens: () => number;
}
