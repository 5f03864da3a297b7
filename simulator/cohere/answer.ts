// Rules of the stream: each piece of content has a start, its deltas and an end under one index; before calls there is
// a plan; tool calls have indexes of their own; the last event says why it ended and what it cost. Two figures are
// told: what is billed, and what the model read with the template around it.
import type { Answer } from "../answer.ts";
import type { Turn } from "../chat.ts";
import type { WireEvent } from "../framing.ts";
import { countTokens, toTokens } from "../tokens.ts";

const template = 495;

/** The whole answer. */
export function toBody(turn: Turn): object {
  const { answer } = turn;
  const calls = answer.calls.map((call) => ({
    ...callHead(turn, call.name),
    function: { name: call.name, arguments: call.argumentTokens.join("") },
  }));
  const thoughts = answer.reasoning.length > 0 ? [{ type: "thinking", thinking: answer.reasoning.join("") }] : [];
  const texts = answer.text.length > 0 ? [{ type: "text", text: answer.text.join("") }] : [];
  const content = [...thoughts, ...texts];
  const plan = planOf(answer);
  return {
    id: turn.newId("", 36),
    message: {
      role: "assistant",
      ...(plan === "" ? {} : { tool_plan: plan }),
      ...(calls.length > 0 ? { tool_calls: calls } : {}),
      ...(content.length > 0 ? { content } : {}),
    },
    finish_reason: finishReason(answer),
    usage: usageOf(turn),
  };
}

/** The events in order: message start, content, plan, calls, message end, and the end mark. */
export function* toEvents(turn: Turn): Iterable<WireEvent> {
  const { answer } = turn;
  const message = { role: "assistant", content: [], tool_plan: "", tool_calls: [], citations: [] };
  yield event("message-start", { id: turn.newId("", 36), delta: { message } });
  let index = 0;
  for (const [type, member, tokens] of [
    ["thinking", "thinking", answer.reasoning],
    ["text", "text", answer.text],
  ] as const) {
    if (tokens.length === 0) continue;
    yield event("content-start", { index, delta: { message: { content: { type, [member]: "" } } } });
    for (const token of tokens) {
      yield event("content-delta", { index, delta: { message: { content: { [member]: token } } } }, true);
    }
    yield event("content-end", { index });
    index += 1;
  }
  for (const token of toTokens(planOf(answer))) {
    yield event("tool-plan-delta", { delta: { message: { tool_plan: token } } }, true);
  }
  yield* callEvents(turn);
  yield event("message-end", { delta: { finish_reason: finishReason(answer), usage: usageOf(turn) } });
  yield { data: "[DONE]", token: false };
}

function* callEvents(turn: Turn): Iterable<WireEvent> {
  for (const [index, call] of turn.answer.calls.entries()) {
    const head = { ...callHead(turn, call.name), function: { name: call.name, arguments: "" } };
    yield event("tool-call-start", { index, delta: { message: { tool_calls: head } } });
    for (const token of call.argumentTokens) {
      const part = { function: { arguments: token } };
      yield event("tool-call-delta", { index, delta: { message: { tool_calls: part } } }, true);
    }
    yield event("tool-call-end", { index });
  }
}

/** One event as this dialect writes it: the type twice. */
export function event(type: string, members: object, token = false): WireEvent {
  return { name: type, data: JSON.stringify({ type, ...members }), token };
}

function callHead({ newId }: Turn, name: string): object {
  return { id: newId(`${name}_`, 12).toLowerCase(), type: "function" };
}

/** What the model means to do with its tools; one that thinks has said it already. */
function planOf({ calls, reasoning, finish }: Answer): string {
  if (calls.length === 0 || reasoning.length > 0 || finish === "length") return "";
  return `(simulated) I will use ${calls.map(({ name }) => name).join(" and ")}.`;
}

function finishReason({ finish }: Answer): string {
  switch (finish) {
    case "tool-calls":
      return "TOOL_CALL";
    case "length":
      return "MAX_TOKENS";
    case "stop":
      return "COMPLETE";
    case "stop-sequence":
      return "STOP_SEQUENCE";
    default:
      throw finish satisfies never;
  }
}

/** Tokens of what it says before it calls. */
export function planned({ answer }: Pick<Turn, "answer">): number {
  return countTokens(planOf(answer));
}

function usageOf({ question, answer, cache }: Turn): object {
  const output = answer.tokens + planned({ answer });
  return {
    billed_units: { input_tokens: question.promptTokens, output_tokens: output },
    tokens: { input_tokens: question.promptTokens + template, output_tokens: output },
    cached_tokens: cache.read,
  };
}
