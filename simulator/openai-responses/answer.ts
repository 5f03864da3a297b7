// Rules of the stream: every event has a type and the next number; each item is added, told in pieces and done; the last event
// repeats the whole answer. Thoughts are sealed, and told only as a summary that was asked for.
import { generated, type Turn, thought } from "../chat.ts";
import type { WireEvent } from "../framing.ts";
import { seal } from "../seal.ts";

interface Piece {
  readonly type: string;
  readonly data: object;
  readonly token?: boolean;
}

interface Output {
  /** As it stands in the answer. */
  readonly whole: object;
  readonly begun: object;
  readonly pieces: readonly Piece[];
}

/** The `response` object. */
export function toBody(turn: Turn): object {
  return whole(turn, headOf(turn), outputs(turn));
}

export function* toEvents(turn: Turn): Iterable<WireEvent> {
  const head = headOf(turn);
  const items = outputs(turn);
  const begun = { ...head, status: "in_progress", output: [], usage: null };
  let number = 0;
  const tell = (type: string, data: object, token = false) =>
    event(type, { ...data, sequence_number: number++ }, token);
  yield tell("response.created", { response: begun });
  yield tell("response.in_progress", { response: begun });
  for (const [output_index, item] of items.entries()) {
    yield tell("response.output_item.added", { output_index, item: item.begun });
    for (const { type, data, token = false } of item.pieces) yield tell(type, { output_index, ...data }, token);
    yield tell("response.output_item.done", { output_index, item: item.whole });
  }
  const response = whole(turn, head, items);
  yield tell(`response.${isCut(turn) ? "incomplete" : "completed"}`, { response });
}

export function event(type: string, data: object, token = false): WireEvent {
  return { name: type, data: JSON.stringify({ type, ...data }), token };
}

function isCut({ answer }: Turn): boolean {
  return answer.finish === "length";
}

function headOf({ newId, created, question }: Turn): object {
  return {
    ...{ id: newId("resp_", 48), object: "response", created_at: created, model: question.model },
    ...{ error: null, incomplete_details: null, store: false, service_tier: "default" },
  };
}

function whole(turn: Turn, head: object, items: readonly Output[]): object {
  const cut = isCut(turn) ? { incomplete_details: { reason: "max_output_tokens" } } : {};
  const status = isCut(turn) ? "incomplete" : "completed";
  return { ...head, ...cut, status, output: items.map((item) => item.whole), usage: usageOf(turn) };
}

function outputs(turn: Turn): Output[] {
  const { answer, newId } = turn;
  const said = answer.text.length > 0 || (answer.calls.length === 0 && !isCut(turn));
  return [
    ...(answer.reasoning.length > 0 ? [thoughts(turn)] : []),
    ...(said ? [message(newId("msg_", 48), answer.text)] : []),
    ...answer.calls.map(({ name, argumentTokens }) => call(newId("fc_", 48), newId("call_", 24), name, argumentTokens)),
  ];
}

function thoughts({ answer, newId, question }: Turn): Output {
  const id = newId("rs_", 48);
  const text = answer.reasoning.join("");
  const item = { id, type: "reasoning", encrypted_content: seal(text) };
  if (!question.reasoning?.shown)
    return { begun: { ...item, summary: [] }, pieces: [], whole: { ...item, summary: [] } };
  const part = (shown: string) => ({ item_id: id, summary_index: 0, part: { type: "summary_text", text: shown } });
  const pieces = answer.reasoning.map((delta) => ({
    type: "response.reasoning_summary_text.delta",
    data: { item_id: id, summary_index: 0, delta },
    token: true,
  }));
  return {
    begun: { ...item, summary: [] },
    pieces: [
      { type: "response.reasoning_summary_part.added", data: part("") },
      ...pieces,
      { type: "response.reasoning_summary_text.done", data: { item_id: id, summary_index: 0, text } },
      { type: "response.reasoning_summary_part.done", data: part(text) },
    ],
    whole: { ...item, summary: [{ type: "summary_text", text }] },
  };
}

function message(id: string, tokens: readonly string[]): Output {
  const item = { id, type: "message", role: "assistant" };
  const part = (text: string) => ({ type: "output_text", text, annotations: [], logprobs: [] });
  const at = { item_id: id, content_index: 0 };
  const text = tokens.join("");
  return {
    begun: { ...item, status: "in_progress", content: [] },
    pieces: [
      { type: "response.content_part.added", data: { ...at, part: part("") } },
      ...tokens.map((delta) => ({
        type: "response.output_text.delta",
        data: { ...at, delta, logprobs: [] },
        token: true,
      })),
      { type: "response.output_text.done", data: { ...at, text, logprobs: [] } },
      { type: "response.content_part.done", data: { ...at, part: part(text) } },
    ],
    whole: { ...item, status: "completed", content: [part(text)] },
  };
}

function call(id: string, call_id: string, name: string, tokens: readonly string[]): Output {
  const item = { id, type: "function_call", call_id, name };
  const json = tokens.join("");
  return {
    begun: { ...item, status: "in_progress", arguments: "" },
    pieces: [
      ...tokens.map((delta) => ({
        type: "response.function_call_arguments.delta",
        data: { item_id: id, delta },
        token: true,
      })),
      { type: "response.function_call_arguments.done", data: { item_id: id, name, arguments: json } },
    ],
    whole: { ...item, status: "completed", arguments: json },
  };
}

function usageOf(turn: Turn): object {
  const { promptTokens } = turn.question;
  const output = generated(turn);
  return {
    input_tokens: promptTokens,
    input_tokens_details: { cached_tokens: turn.cache.read, cache_write_tokens: 0 },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: thought(turn) },
    total_tokens: promptTokens + output,
  };
}
