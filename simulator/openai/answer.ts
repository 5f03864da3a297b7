import type { Answer } from "../answer.ts";
import type { Turn, WireEvent } from "../wire.ts";

/** The `chat.completion` object. */
export function toBody(turn: Turn): object {
  const { answer, question } = turn;
  const calls = answer.calls.map((call) => ({
    id: turn.newId("call_", 24),
    type: "function",
    function: { name: call.name, arguments: call.argumentTokens.join("") },
  }));
  const content = calls.length > 0 ? null : answer.text.join("");
  const message = { role: "assistant", content, refusal: null, annotations: [] };
  return {
    id: turn.newId("chatcmpl-", 29),
    object: "chat.completion",
    created: turn.created,
    model: question.model,
    choices: [
      {
        index: 0,
        message: calls.length > 0 ? { ...message, tool_calls: calls } : message,
        logprobs: null,
        finish_reason: finishReason(answer),
      },
    ],
    usage: usageOf(turn),
    service_tier: "default",
    system_fingerprint: "fp_simulated",
  };
}

/** The chunks in order: role, text or calls, finish, usage when it was asked for, and the end mark. */
export function* toEvents(turn: Turn): Iterable<WireEvent> {
  const { answer, question } = turn;
  const head = {
    id: turn.newId("chatcmpl-", 29),
    object: "chat.completion.chunk",
    created: turn.created,
    model: question.model,
    service_tier: "default",
    system_fingerprint: "fp_simulated",
  };
  const tail = question.streamUsage ? { usage: null } : {};
  const chunk = (delta: object, finish: string | null = null): object => {
    return { ...head, choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }], ...tail };
  };
  yield event(chunk({ role: "assistant", content: answer.calls.length > 0 ? null : "", refusal: null }));
  for (const text of answer.text) yield event(chunk({ content: text }), true);
  for (const delta of callDeltas(turn)) yield event(chunk({ tool_calls: [delta] }), true);
  yield event(chunk({}, finishReason(answer)));
  if (question.streamUsage) yield event({ ...head, choices: [], usage: usageOf(turn) });
  yield { text: "data: [DONE]\n\n", token: false };
}

/** One server-sent event as this dialect writes it: data only. */
export function event(data: object, token = false): WireEvent {
  return { text: `data: ${JSON.stringify(data)}\n\n`, token };
}

function* callDeltas(turn: Turn): Iterable<object> {
  for (const [index, call] of turn.answer.calls.entries()) {
    yield { index, id: turn.newId("call_", 24), type: "function", function: { name: call.name, arguments: "" } };
    for (const token of call.argumentTokens) yield { index, function: { arguments: token } };
  }
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

function usageOf({ question, answer }: Turn): object {
  return {
    prompt_tokens: question.promptTokens,
    completion_tokens: answer.tokens,
    total_tokens: question.promptTokens + answer.tokens,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}
