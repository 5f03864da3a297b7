import type { Facts } from "../../semantics/facts/facts.ts";
import type { Treatments } from "../../semantics/parameters/treatments.ts";
import type { ChatEndpoint, EmbeddingsEndpoint, Sent } from "../endpoints/endpoint.ts";
import type { Asked } from "../operations/asked.ts";
import type { ChatRequest } from "../operations/chat/request.ts";
import type { EmbeddingsRequest } from "../operations/embeddings/request.ts";
import type { Assembly } from "./assembly.ts";
import type { CallProofs } from "./call-proofs.ts";

/** A client's request, in both forms, and what the route makes of it. */
export interface Ask<R extends Asked = Asked> extends Sent<R> {
  /** What is known of `body`. */
  facts: Facts;
  /** Of the client, and sent on: names and values by turns. */
  headers: readonly string[];
  /** All of the client's, as they came. */
  rawHeaders: readonly string[];
  /** What the policy says of parameters that a target cannot take. */
  unsupported?: Treatments | undefined;
  /** Targets are asked to keep nothing. */
  zeroRetention?: boolean | undefined;
  /** Absent: no route of the table asks for whole answers as streams. */
  assembly?: Assembly | undefined;
  /** Tokens; a larger output is cut. */
  maxOutputTokens?: number | undefined;
}

export interface EmbeddingsAsk extends Ask<EmbeddingsRequest> {
  /** What the client speaks. */
  endpoint: EmbeddingsEndpoint;
}

export interface ChatAsk extends Ask<ChatRequest> {
  /** What the client speaks. */
  endpoint: ChatEndpoint;
  /** Of calls; absent where its clients keep them. */
  proofs?: CallProofs | undefined;
  /** The client wants the usage of a stream. */
  wantsUsage: boolean;
}
