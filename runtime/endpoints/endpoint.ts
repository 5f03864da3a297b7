/** What an endpoint is: how its clients ask, and how they are answered. Pure functions, no I/O. */
import type { DialectName } from "../../schemas/dialects.ts";
import type { TableTarget } from "../../schemas/table.ts";
import type { Said } from "../../semantics/facts/said.ts";
import type { Failure } from "../failures.ts";
import type { Asked } from "../operations/asked.ts";
import type { Answer, StreamReader } from "../operations/chat/answer.ts";
import type { ChatRequest } from "../operations/chat/request.ts";
import type { RelayReader, StreamSteps } from "../operations/chat/stream-steps.ts";
import type { EmbeddingsAnswer } from "../operations/embeddings/answer.ts";
import type { EmbeddingsRequest } from "../operations/embeddings/request.ts";
import type { Refusal } from "../refusal.ts";
import type { ClientBody } from "../wire/client-body.ts";
import type { WireEvent } from "../wire/sse.ts";
import type { WireName } from "../wire/wire-name.ts";
import type { LimitsTold } from "./limits-told.ts";

type Members = Readonly<Record<string, unknown>>;

/** A client's request as it was read. */
export interface Read<R extends Asked = Asked> {
  request: R;
  /** The same by the names of the operation's parameters, which rules, counts and prices go by. */
  body: Members;
}

export type ReadChat = Read<ChatRequest>;

/** A client's request, with its bytes and what the policy makes of it. */
export interface Sent<R extends Asked = Asked> extends Read<R> {
  readonly raw: ClientBody;
  /** What the policy fixes, by the operation's names; `body` and `request` have it already. */
  fixed: Members;
  /** Names in the body's `metadata` that were for the policy; they go no further. */
  routingNames: readonly string[];
}

/** A client's request on its way to a target that speaks the client's wire. */
export type Passing = Sent<ChatRequest>;

/** Where it goes. */
export interface PassedTo {
  target: TableTarget;
  dialect: DialectName;
  /** Where the wire has the parameters; null for those that have no place. */
  places: Readonly<Record<string, string | null>>;
  /** Tokens: the most that may be asked for. */
  limit: number | undefined;
  /** Members that the provider has in every body; null: one that it has in none. */
  own: Readonly<Record<string, string | null>>;
  /** The whole request as the dialect says it, for members that cannot pass as they came. */
  written(): { body: Members; dropped: readonly string[]; changed?: readonly string[] } | Failure;
}

/** What is sent. */
export interface WireBody {
  body: Buffer | string;
  /** Tokens: the output limit that is sent, for each answer. */
  limit: number | undefined;
  /** Parameters of the client that are left out. */
  dropped: string[];
  /** Those whose values are others than the client's. */
  changed: readonly string[];
}

export interface Endpoint<R extends Asked = Asked> {
  /** What a policy calls it. */
  readonly name: string;
  /** The member of its bodies that has what is counted. */
  readonly contentName: string;
  /** Parsed body → neutral request, or `bad-request` that names what is wrong. `model` is the caller's to read. */
  read(body: unknown): Read<R> | Failure;
  /** The same request with what a policy fixes, by the operation's names. */
  fix(read: Read<R>, set: Members): Read<R> | Failure;
  /** What rules, plans and costs go by, of `Read.body`. */
  said(body: Members): Said;
  /** A name of `Read.body` that is in the operation's list of parameters. */
  isParameter(name: string): boolean;
  /** What its bodies call a parameter of the operation; absent: as the operation does. */
  memberOf?(parameter: string): string;
  /** The body of an error; `id` is the request's. */
  refusal(refusal: Refusal, id: string): string;
  /** Headers that tell how limits stand, at a time in milliseconds since 1970; absent: `limitHeaders`. */
  limitHeaders?(told: LimitsTold, now: number): Record<string, string>;
  /** HTTP status of an error; absent: the refusal's own. */
  status?(refusal: Refusal): number;
}

/** How embeddings are asked for. */
export interface EmbeddingsEndpoint extends Endpoint<EmbeddingsRequest> {
  /** Targets that speak it get a client's bytes, and give theirs. */
  readonly wire: WireName;
  /** The body of an answer; `model` is the name that the client is shown. */
  answer(answer: EmbeddingsAnswer & { inputTokens: number }, model: string, request: EmbeddingsRequest): string;
}

/** How a chat is asked for. */
export interface ChatEndpoint extends Endpoint<ChatRequest> {
  /** Targets that speak it get a client's bytes, and give theirs. */
  readonly wire: WireName;
  /** Its clients may send back of a call no more than its id, name and arguments. */
  readonly dropsProofs?: boolean;
  /** The client wants to see the usage of a stream. */
  wantsUsage(body: Members): boolean;
  /** The client's own bytes, as far as they may go; absent where no target speaks the endpoint's wire. */
  pass?(passing: Passing, to: PassedTo): WireBody | Failure;
  /** The body of an answer that is not streamed; `model` is the name that the client is shown. */
  answer(answer: Answer, model: string, request: ChatRequest): string;
  /** A stream of the endpoint's own wire, passed on; absent likewise. */
  relay?(reader: RelayReader, wantsUsage: boolean): ClientSteps;
  /** A stream of another wire. */
  translate(reader: StreamReader, asked: TranslatedFor): ClientSteps;
}

/** A whole answer out of the events of its stream, with all that they say. */
export interface StreamFold {
  add(event: WireEvent): void;
  /** Of all that were added. */
  readonly body: object;
}

/** A stream in the client's own protocol. */
export interface ClientSteps extends StreamSteps {
  /** Says nothing, so that the client does not take a silent connection for a dead one. */
  keepAlive(): Buffer;
  /** The event that ends a stream that broke; nothing may be written after it. */
  broken(refusal: Refusal): Buffer;
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
