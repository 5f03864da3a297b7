// Rules of the stream: the `event:` line equals `data.type`; block indexes are dense from 0 and one block is open at a
// time; tool input comes as `input_json_delta`; `message_delta` always has usage.
import type { Answer } from "../answer.ts";
import type { Turn } from "../chat.ts";
import type { WireEvent } from "../framing.ts";
import { objectOf, parseJson } from "../json.ts";

/** The `message` object. */
export function toBody(turn: Turn): object {
  const { answer } = turn;
  const calls = answer.calls.map((call) => ({
    type: "tool_use",
    id: turn.newId("toolu_01", 22),
    name: call.name,
    input: objectOf(parseJson(call.argumentTokens.join(""))),
  }));
  const text = { type: "text", text: answer.text.join("") };
  return { ...messageHead(turn), content: calls.length > 0 ? calls : [text], ...ending(answer), usage: usageOf(turn) };
}

/** The events in order: message start, each block, the ending with usage, message stop. */
export function* toEvents(turn: Turn): Iterable<WireEvent> {
  const { answer } = turn;
  const opening = { ...messageHead(turn), content: [], stop_reason: null, stop_sequence: null };
  yield event("message_start", { message: { ...opening, usage: { ...usageOf(turn), output_tokens: 1 } } });
  yield* answer.calls.length > 0 ? callBlocks(turn) : textBlock(answer);
  yield event("message_delta", { delta: ending(answer), usage: usageOf(turn) });
  yield event("message_stop");
}

/** One server-sent event as this dialect writes it: the type twice. */
export function event(type: string, members: object = {}, token = false): WireEvent {
  return { name: type, data: JSON.stringify({ type, ...members }), token };
}

function* textBlock(answer: Answer): Iterable<WireEvent> {
  yield event("content_block_start", { index: 0, content_block: { type: "text", text: "" } });
  yield event("ping");
  for (const text of answer.text) yield blockDelta(0, { type: "text_delta", text }, true);
  yield event("content_block_stop", { index: 0 });
}

function* callBlocks(turn: Turn): Iterable<WireEvent> {
  for (const [index, call] of turn.answer.calls.entries()) {
    const block = { type: "tool_use", id: turn.newId("toolu_01", 22), name: call.name, input: {} };
    yield event("content_block_start", { index, content_block: block });
    if (index === 0) yield event("ping");
    yield blockDelta(index, { type: "input_json_delta", partial_json: "" }, false);
    for (const token of call.argumentTokens) {
      yield blockDelta(index, { type: "input_json_delta", partial_json: token }, true);
    }
    yield event("content_block_stop", { index });
  }
}

function blockDelta(index: number, delta: object, token: boolean): WireEvent {
  return event("content_block_delta", { index, delta }, token);
}

function messageHead(turn: Turn): object {
  return { id: turn.newId("msg_01", 22), type: "message", role: "assistant", model: turn.question.model };
}

function ending(answer: Answer): object {
  return { stop_reason: stopReason(answer), stop_sequence: answer.stopSequence ?? null };
}

function stopReason(answer: Answer): string {
  switch (answer.finish) {
    case "tool-calls":
      return "tool_use";
    case "length":
      return "max_tokens";
    case "stop":
      return "end_turn";
    case "stop-sequence":
      return "stop_sequence";
    default:
      throw answer.finish satisfies never;
  }
}

function usageOf({ question, answer }: Turn): object {
  return {
    input_tokens: question.promptTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens: answer.tokens,
    service_tier: "standard",
  };
}
