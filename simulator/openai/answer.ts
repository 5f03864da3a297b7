import type { Answer, ToolCall } from "../answer.ts";
import { generated, type Turn, thought } from "../chat.ts";
import type { WireEvent } from "../framing.ts";

/** The `chat.completion` object. */
export function toBody(turn: Turn): object {
  return {
    ...headOf(turn, "chat.completion"),
    choices: turn.answers.map((answer, index) => ({
      index,
      message: messageOf(turn, answer),
      logprobs: null,
      finish_reason: finishReason(answer),
    })),
    usage: usageOf(turn),
  };
}

/** The chunks in order: of each choice role, text or calls, and finish; usage when it was asked for; the end mark. */
export function* toEvents(turn: Turn): Iterable<WireEvent> {
  const { streamUsage } = turn.question;
  const head = headOf(turn, "chat.completion.chunk");
  for (const [index, answer] of turn.answers.entries()) {
    for (const { delta, finish = null, token = false } of deltas(turn, answer)) {
      const choices = [{ index, delta, logprobs: null, finish_reason: finish }];
      yield event({ ...head, choices, ...(streamUsage ? { usage: null } : {}) }, token);
    }
  }
  if (streamUsage) yield event({ ...head, choices: [], usage: usageOf(turn) });
  yield { data: "[DONE]", token: false };
}

/** One event as this dialect writes it: data only. */
export function event(data: object, token = false): WireEvent {
  return { data: JSON.stringify(data), token };
}

function headOf({ created, newId, question }: Turn, object: string): object {
  const id = newId("chatcmpl-", 29);
  return { id, object, created, model: question.model, service_tier: "default", system_fingerprint: "fp_simulated" };
}

function messageOf({ newId, question }: Turn, answer: Answer): object {
  const calls = answer.calls.map((call) => {
    return { id: newId("call_", 24), ...callOf(call, call.name, call.argumentTokens.join("")) };
  });
  const thoughts = question.reasoning?.shown ? { reasoning_content: answer.reasoning.join("") } : {};
  const content = calls.length > 0 ? null : answer.text.join("");
  const message = { role: "assistant", content, ...thoughts, refusal: null, annotations: [] };
  return calls.length > 0 ? { ...message, tool_calls: calls } : message;
}

interface Delta {
  readonly delta: object;
  readonly finish?: string;
  readonly token?: boolean;
}

function* deltas({ newId, question }: Turn, answer: Answer): Iterable<Delta> {
  yield { delta: { role: "assistant", content: answer.calls.length > 0 ? null : "", refusal: null } };
  if (question.reasoning?.shown) {
    for (const text of answer.reasoning) yield { delta: { reasoning_content: text }, token: true };
  }
  for (const text of answer.text) yield { delta: { content: text }, token: true };
  for (const [index, call] of answer.calls.entries()) {
    const opening = { index, id: newId("call_", 24), ...callOf(call, call.name, "") };
    yield { delta: { tool_calls: [opening] }, token: true };
    for (const token of call.argumentTokens) {
      const part = call.isFree ? { custom: { input: token } } : { function: { arguments: token } };
      yield { delta: { tool_calls: [{ index, ...part }] }, token: true };
    }
  }
  yield { delta: {}, finish: finishReason(answer) };
}

/** Tools that take any text are called in another way. */
function callOf({ isFree }: ToolCall, name: string, input: string): object {
  return isFree
    ? { type: "custom", custom: { name, input } }
    : { type: "function", function: { name, arguments: input } };
}

function finishReason(answer: Answer): string {
  switch (answer.finish) {
    case "tool-calls":
      return "tool_calls";
    case "length":
      return "length";
    case "stop":
    case "stop-sequence":
      return "stop";
    default:
      throw answer.finish satisfies never;
  }
}

function usageOf(turn: Turn): object {
  const { promptTokens } = turn.question;
  const completion = generated(turn);
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completion,
    total_tokens: promptTokens + completion,
    prompt_tokens_details: { cached_tokens: turn.cache.read, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: thought(turn),
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}
