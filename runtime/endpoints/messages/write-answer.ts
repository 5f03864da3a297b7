/** Neutral answer → the client's `message` object. */
import { randomUUID } from "node:crypto";
import type { Answer, AnswerPart, FinishReason, Usage } from "../../operations/chat/answer.ts";
import { toolArguments } from "../../operations/chat/tool-arguments.ts";
import { type CarryingBlock, carryProof } from "./carried-proofs.ts";

export type ClientBlock =
  | { type: "text"; text: string; citations: null }
  | { type: "thinking"; thinking: string; signature: string }
  | CarryingBlock
  | { type: "tool_use"; id: string; name: string; input: object };

export type ClientStop = "end_turn" | "stop_sequence" | "max_tokens" | "tool_use" | "refusal";

/** `input_tokens` leaves out what was read from the cache or written to it. */
export interface ClientUsage {
  input_tokens: number;
  output_tokens: number;
  cache_read_input_tokens: number;
  cache_creation_input_tokens: number;
  /** USD. */
  cost_usd?: number;
}

export interface ClientMessage {
  id: string;
  type: "message";
  role: "assistant";
  /** The name that the client is shown. */
  model: string;
  content: ClientBlock[];
  stop_reason: ClientStop | null;
  stop_sequence: string | null;
  usage: ClientUsage;
}

export function newMessageId(): string {
  return `msg_${randomUUID().replaceAll("-", "")}`;
}

export function writeMessage(answer: Answer, model: string): ClientMessage {
  const content = answer.parts.flatMap(writeBlock);
  const stop_reason = stopReason(
    answer.finish,
    answer.stopSequence,
    content.some(({ type }) => type === "tool_use"),
  );
  return {
    id: newMessageId(),
    type: "message",
    role: "assistant",
    model,
    content,
    stop_reason,
    stop_sequence: stop_reason === "stop_sequence" ? answer.stopSequence! : null,
    usage: writeUsage(answer.usage),
  };
}

function writeBlock(part: AnswerPart): ClientBlock[] {
  switch (part.kind) {
    case "text":
    case "refusal":
      return [{ type: "text", text: part.text, citations: null }];
    case "reasoning":
      if (part.proof?.origin === "redacted-messages") return [{ type: "redacted_thinking", data: part.proof.value }];
      // What only another provider can read is no thought of this client's.
      if (part.text === "" && part.proof?.origin !== "messages") return [];
      return [{ type: "thinking", thinking: part.text, signature: signatureOf(part.proof) }];
    case "tool-call": {
      const { id, name, arguments: json, proof } = part;
      return [...carryProof(id, proof), { type: "tool_use", id, name, input: toolArguments(json) }];
    }
    default:
      return part satisfies never;
  }
}

function signatureOf(proof: { origin: string; value: string } | undefined): string {
  return proof?.origin === "messages" ? proof.value : "";
}

/** Clients run tools only where the reason says so. */
export function stopReason(finish: FinishReason, sequence: string | undefined, calledTools: boolean): ClientStop {
  switch (finish) {
    case "stop":
      if (calledTools) return "tool_use";
      return sequence === undefined ? "end_turn" : "stop_sequence";
    case "length":
      return "max_tokens";
    case "tool-calls":
      return "tool_use";
    case "content-filter":
      return "refusal";
    default:
      return finish satisfies never;
  }
}

export function writeUsage(usage: Usage | undefined): ClientUsage {
  const { input = 0, output = 0, cacheRead = 0, cacheWrite = 0 } = usage ?? {};
  return {
    input_tokens: Math.max(0, input - cacheRead - cacheWrite),
    output_tokens: output,
    cache_read_input_tokens: cacheRead,
    cache_creation_input_tokens: cacheWrite,
  };
}
