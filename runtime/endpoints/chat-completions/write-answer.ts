/** Neutral answer → the client's `chat.completion` object. */
import { randomUUID } from "node:crypto";
import { type Answer, callsOf, type FinishReason, textOf, type Usage } from "../../operations/chat/answer.ts";

import { type ProvedCall, provedCall, type ThinkingBlock, thinkingBlocks } from "./proofs.ts";

export interface ClientUsage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  prompt_tokens_details: { cached_tokens: number; cache_write_tokens: number };
  completion_tokens_details: { reasoning_tokens: number };
  /** USD. */
  cost_usd?: number;
}

export type ClientFinish = "stop" | "length" | "tool_calls" | "content_filter";

export interface ClientAnswer {
  id: string;
  object: "chat.completion";
  created: number;
  model: string;
  choices: {
    index: number;
    message: {
      role: "assistant";
      content: string | null;
      refusal: string | null;
      reasoning_content?: string;
      thinking_blocks?: ThinkingBlock[];
      tool_calls?: ({ id: string; type: "function"; function: { name: string; arguments: string } } & ProvedCall)[];
    };
    finish_reason: ClientFinish;
    logprobs: null;
  }[];
  usage?: ClientUsage;
}

/** What the client is told about the answer as a whole. */
export interface AnswerHead {
  id: string;
  /** The name that the client is shown. */
  model: string;
  /** Seconds since 1970. */
  created: number;
}

/** A head with a new id, for an answer that begins now. */
export function answerHead(model: string): AnswerHead {
  return { id: `chatcmpl-${randomUUID().replaceAll("-", "")}`, model, created: Math.floor(Date.now() / 1000) };
}

export function writeAnswer(answer: Answer, head: AnswerHead): ClientAnswer {
  const calls = callsOf(answer.parts).map(({ id, name, arguments: json, proof }) => ({
    id,
    type: "function" as const,
    function: { name, arguments: json },
    ...provedCall(proof),
  }));
  const [text, refusal, reasoning] = (["text", "refusal", "reasoning"] as const).map((kind) =>
    textOf(answer.parts, kind),
  );
  const blocks = thinkingBlocks(answer.parts);
  return {
    id: head.id,
    object: "chat.completion",
    created: head.created,
    model: head.model,
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: text === "" && (calls.length > 0 || refusal !== "") ? null : text!,
          refusal: refusal === "" ? null : refusal!,
          ...(reasoning === "" ? {} : { reasoning_content: reasoning! }),
          ...(blocks.length === 0 ? {} : { thinking_blocks: blocks }),
          ...(calls.length === 0 ? {} : { tool_calls: calls }),
        },
        finish_reason: writeFinish(answer.finish, calls.length > 0),
        logprobs: null,
      },
    ],
    ...(answer.usage === undefined ? {} : { usage: writeUsage(answer.usage) }),
  };
}

/** An answer that calls tools never says `stop`: clients would not run them. */
export function writeFinish(finish: FinishReason, calledTools: boolean): ClientFinish {
  switch (finish) {
    case "stop":
      return calledTools ? "tool_calls" : "stop";
    case "length":
      return "length";
    case "tool-calls":
      return "tool_calls";
    case "content-filter":
      return "content_filter";
    default:
      return finish satisfies never;
  }
}

export function writeUsage(usage: Usage): ClientUsage {
  return {
    prompt_tokens: usage.input,
    completion_tokens: usage.output,
    total_tokens: usage.input + usage.output,
    prompt_tokens_details: { cached_tokens: usage.cacheRead, cache_write_tokens: usage.cacheWrite },
    completion_tokens_details: { reasoning_tokens: usage.reasoning },
  };
}

/** USD, as a member of the client's usage. */
export function costMember(cost: number | undefined): { cost_usd?: number } {
  return cost === undefined ? {} : { cost_usd: cost };
}
