/** What a dialect is: pure functions between the neutral forms and one wire format. No I/O. */
import type { IncomingHttpHeaders } from "node:http";
import type { ChatParameterName } from "../../schemas/parameters/chat.ts";
import type { TableTarget } from "../../schemas/table.ts";
import type { Failure } from "../failures.ts";
import type { Answer, StreamReader } from "../operations/chat/answer.ts";
import type { ChatRequest } from "../operations/chat/request.ts";
import type { RelayReader } from "../operations/chat/stream-steps.ts";
import type { EmbeddingsAnswer } from "../operations/embeddings/answer.ts";
import type { EmbeddingsRequest } from "../operations/embeddings/request.ts";
import type { Framing } from "../wire/framing.ts";
import type { WireName } from "../wire/wire-name.ts";

export interface WireRequest {
  /** The JSON body. */
  body: Record<string, unknown>;
  /** Parameters of the client that this wire format or this model cannot take. */
  dropped: string[];
  /** Those whose values are others than the client's, since this wire format or this model takes no such ones. Absent: none. */
  changed?: string[];
}

/** What of a dialect makes embeddings. */
export interface EmbeddingsDialect {
  /** Where it is the wire of an endpoint, a client's inputs pass as they came. */
  readonly wire?: WireName;
  /** Inputs that one request takes; absent: as many as come. */
  batch?(target: TableTarget): number;
  /** Neutral request → body. Answers a failure where the request cannot be said in this dialect. */
  request(request: EmbeddingsRequest, target: TableTarget): WireRequest | Failure;
  /** Parsed body of a 2xx answer to `asked` → neutral answer, or `malformed`, or the error that the body carries. */
  response(body: unknown, asked: EmbeddingsRequest, headers: IncomingHttpHeaders): EmbeddingsAnswer | Failure;
}

/** How a provider is asked how many tokens a request has. */
export interface Counting {
  /** Path of a whole answer → that of a count. */
  path(chat: string): string;
  /** The body that an answer would be asked for with → that of a count. */
  request(body: Readonly<Record<string, unknown>>, target: TableTarget): object;
  /** Parsed body of a 2xx answer → the count, or whatever is there. */
  tokens(body: unknown): unknown;
}

export interface Dialect {
  readonly wire: WireName;
  /** Absent: server-sent events. */
  readonly framing?: Framing;
  /** Where the parameters go; null for those that have no place. */
  readonly places: Readonly<Record<ChatParameterName, string | null>>;
  /** Parameters that the neutral form does not hold and that go as they came, to their place. Absent: none. */
  readonly takesAsItCame?: readonly ChatParameterName[];
  /** In which member those stand that a target accepts beside the listed parameters. Absent: in none, beside the others. */
  readonly acceptedIn?: string;
  /**
   * Pictures at these URLs the provider fetches itself; those at others must be sent as bytes. Absent: it fetches all that the
   * request may hold.
   */
  fetches?(url: string): boolean;
  /** Tokens of output that are asked for where nobody says a limit, in a format that must have one. */
  readonly usualMaxOutput?: number;
  /** Neutral request → body. Answers a failure where the request cannot be said in this dialect. */
  request(request: ChatRequest, target: TableTarget): WireRequest | Failure;
  /** Parsed body of a 2xx answer to the request → neutral answer, or `malformed`, or the error that the body carries. */
  response(body: unknown, asked: ChatRequest): Answer | Failure;
  /** A new reader of one streamed answer to the request: events in, chunks out. `failed` for an error event or unreadable data. */
  stream(asked: ChatRequest): StreamReader;
  /** A new reader of a stream that is passed on to a client of the same wire; absent where no endpoint speaks it. */
  relay?(): RelayReader;
  /** Body of an answer that is passed on → the same without what clients would stumble over; undefined where there is nothing of that. */
  mended?(body: unknown): object | undefined;
  /** Absent: it counts nothing by itself. */
  readonly counting?: Counting;
  /** Absent: it makes none. */
  readonly embeddings?: EmbeddingsDialect;
  /** Status, headers and body text of a refused request → its failure. By status first, then by the parsed body. */
  errors(status: number, headers: IncomingHttpHeaders, body: string): Failure;
}
