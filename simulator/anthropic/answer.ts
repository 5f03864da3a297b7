// Rules of the stream: the `event:` line equals `data.type`; block indexes are dense from 0 and one block is open at a
// time; tool input comes as `input_json_delta`; `message_delta` always has usage. Tokens that came from the cache or
// went into it are not part of the input's; what was thought is part of the output's.
import type { Answer } from "../answer.ts";
import type { Turn } from "../chat.ts";
import type { WireEvent } from "../framing.ts";
import { objectOf, parseJson } from "../json.ts";
import { seal } from "../seal.ts";

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
  const content = [...thoughtBlock(turn), ...(calls.length > 0 ? calls : [text])];
  return { ...messageHead(turn), content, ...ending(answer), usage: usageOf(turn) };
}

/** The events in order: message start, each block, the ending with usage, message stop. */
export function* toEvents(turn: Turn): Iterable<WireEvent> {
  const { answer } = turn;
  const opening = { ...messageHead(turn), content: [], stop_reason: null, stop_sequence: null };
  yield event("message_start", { message: { ...opening, usage: { ...usageOf(turn), output_tokens: 1 } } });
  const thoughts = turn.question.reasoning ? 1 : 0;
  if (thoughts > 0) yield* thoughtEvents(turn);
  yield* answer.calls.length > 0 ? callBlocks(turn, thoughts) : textBlock(answer, thoughts);
  yield event("message_delta", { delta: ending(answer), usage: usageOf(turn) });
  yield event("message_stop");
}

/** One event as this dialect writes it: the type twice. */
export function event(type: string, members: object = {}, token = false): WireEvent {
  return { name: type, data: JSON.stringify({ type, ...members }), token };
}

/** A prompt that says so has its thoughts sealed instead of told. */
const redacting = "ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING";

function thoughtBlock({ question, answer }: Turn): object[] {
  if (!question.reasoning) return [];
  const text = answer.reasoning.join("");
  if (question.lastText.includes(redacting)) return [{ type: "redacted_thinking", data: seal(text) }];
  return [{ type: "thinking", thinking: question.reasoning.shown ? text : "", signature: seal(text) }];
}

function* thoughtEvents(turn: Turn): Iterable<WireEvent> {
  const { question, answer } = turn;
  if (question.lastText.includes(redacting)) {
    yield event("content_block_start", { index: 0, content_block: thoughtBlock(turn)[0] });
  } else {
    yield event("content_block_start", { index: 0, content_block: { type: "thinking", thinking: "", signature: "" } });
    const told = question.reasoning?.shown ? answer.reasoning : [];
    for (const thinking of told) yield blockDelta(0, { type: "thinking_delta", thinking }, true);
    yield blockDelta(0, { type: "signature_delta", signature: seal(answer.reasoning.join("")) }, false);
  }
  yield event("content_block_stop", { index: 0 });
}

function* textBlock(answer: Answer, index: number): Iterable<WireEvent> {
  yield event("content_block_start", { index, content_block: { type: "text", text: "" } });
  yield event("ping");
  for (const text of answer.text) yield blockDelta(index, { type: "text_delta", text }, true);
  yield event("content_block_stop", { index });
}

function* callBlocks(turn: Turn, first: number): Iterable<WireEvent> {
  for (const [at, call] of turn.answer.calls.entries()) {
    const index = first + at;
    const block = { type: "tool_use", id: turn.newId("toolu_01", 22), name: call.name, input: {} };
    yield event("content_block_start", { index, content_block: block });
    if (at === 0) yield event("ping");
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

function usageOf({ question, answer, cache }: Turn): object {
  const thought = answer.reasoning.length;
  return {
    input_tokens: question.promptTokens - cache.read - cache.written,
    cache_creation_input_tokens: cache.written,
    cache_read_input_tokens: cache.read,
    cache_creation: { ephemeral_5m_input_tokens: cache.written, ephemeral_1h_input_tokens: 0 },
    output_tokens: answer.tokens,
    ...(thought > 0 ? { output_tokens_details: { thinking_tokens: thought } } : {}),
    service_tier: "standard",
  };
}
