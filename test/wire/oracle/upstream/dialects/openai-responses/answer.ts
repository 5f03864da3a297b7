/** Answers of the Responses API. */
import type { Bill } from "../../../bill/bill.ts";
import { event, pieces, type Says } from "../dialect.ts";

const head = { id: "resp_1", object: "response", created_at: 1_790_000_000, model: "as-served", error: null };
const MESSAGE = "msg_1";
const CALL = "fc_1";

export function whole(bill: Bill, says: Says): object {
  const output = [messageOf(says), ...(says.call ? [callOf(says.call)] : [])];
  return { ...head, status: "completed", incomplete_details: null, output, usage: usageOf(bill) };
}

/** Events are numbered; each item is told in pieces, then whole; the last one repeats the answer. */
export function events(bill: Bill, says: Says): string[] {
  const begun = { ...head, status: "in_progress", output: [], usage: null };
  const told: [string, object][] = [
    ["response.created", { response: begun }],
    ["response.in_progress", { response: begun }],
    ...messageEvents(says),
    ...(says.call ? callEvents(says.call) : []),
    ["response.completed", { response: whole(bill, says) }],
  ];
  return told.map(([type, members], sequence_number) => event({ type, sequence_number, ...members }, type));
}

function messageEvents(says: Says): [string, object][] {
  const item = messageOf(says);
  const at = { item_id: MESSAGE, output_index: 0, content_index: 0 };
  return [
    ["response.output_item.added", { output_index: 0, item: { ...item, status: "in_progress", content: [] } }],
    ["response.content_part.added", { ...at, part: partOf("") }],
    ...pieces(says).map((delta): [string, object] => ["response.output_text.delta", { ...at, delta, logprobs: [] }]),
    ["response.output_text.done", { ...at, text: says.text, logprobs: [] }],
    ["response.content_part.done", { ...at, part: partOf(says.text) }],
    ["response.output_item.done", { output_index: 0, item }],
  ];
}

type Call = NonNullable<Says["call"]>;

function callEvents(call: Call): [string, object][] {
  const item = callOf(call);
  const json = JSON.stringify(call.arguments);
  const at = { item_id: CALL, output_index: 1 };
  const begun = { ...item, status: "in_progress", arguments: "" };
  return [
    ["response.output_item.added", { output_index: 1, item: begun }],
    ["response.function_call_arguments.delta", { ...at, delta: json.slice(0, 5) }],
    ["response.function_call_arguments.delta", { ...at, delta: json.slice(5) }],
    ["response.function_call_arguments.done", { ...at, name: call.name, arguments: json }],
    ["response.output_item.done", { output_index: 1, item }],
  ];
}

function messageOf({ text }: Says): object {
  return { id: MESSAGE, type: "message", role: "assistant", status: "completed", content: [partOf(text)] };
}

function partOf(text: string): object {
  return { type: "output_text", text, annotations: [], logprobs: [] };
}

function callOf({ name, arguments: input }: Call): object {
  const json = JSON.stringify(input);
  return { id: CALL, type: "function_call", call_id: "call_1", name, arguments: json, status: "completed" };
}

function usageOf({ used }: Bill): object {
  return {
    input_tokens: used.input,
    input_tokens_details: { cached_tokens: used.cacheRead, cache_write_tokens: used.cacheWrite },
    output_tokens: used.output,
    output_tokens_details: { reasoning_tokens: used.reasoning },
    total_tokens: used.input + used.output,
  };
}
