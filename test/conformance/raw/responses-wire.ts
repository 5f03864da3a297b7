/** The Responses API as a provider speaks it, event by event, as its documentation shows it. */
import { typed, type Wire } from "./wire.ts";

const started = { id: "resp_1", object: "response", status: "in_progress", output: [] };
const counted = { input_tokens: 5, output_tokens: 7, total_tokens: 12 };
const at = { output_index: 0, item_id: "msg_1", content_index: 0 };

const message = (text: string): object => ({
  id: "msg_1",
  type: "message",
  role: "assistant",
  status: "completed",
  content: [{ type: "output_text", text, annotations: [], logprobs: [] }],
});

const response = (output: object[]): object => ({
  id: "resp_1",
  object: "response",
  created_at: 1,
  status: "completed",
  error: null,
  incomplete_details: null,
  model: "up",
  output,
  usage: counted,
});

/** Why it stopped and what it took, in the last event; no end mark follows. */
const completed = (output: object[]): Buffer => typed("response.completed", { response: response(output) });

export const responsesWire: Wire = {
  dialect: "openai-responses",
  type: "text/event-stream",
  begin: [
    typed("response.created", { response: started }),
    typed("response.output_item.added", {
      output_index: 0,
      item: { id: "msg_1", type: "message", role: "assistant", status: "in_progress", content: [] },
    }),
    typed("response.content_part.added", { ...at, part: { type: "output_text", text: "", annotations: [] } }),
  ],
  text: (delta) => typed("response.output_text.delta", { ...at, delta }),
  stop: [
    typed("response.output_text.done", { ...at, text: "Hello" }),
    typed("response.output_item.done", { output_index: 0, item: message("Hello") }),
    completed([message("Hello")]),
  ],
  end: [],
  call: (index, call_id, name, args) => [
    typed("response.output_item.done", {
      output_index: index + 1,
      item: { type: "function_call", id: `fc_${index}`, call_id, name, arguments: JSON.stringify(args) },
    }),
  ],
  called: [completed([])],
  error: (text) => typed("error", { code: "server_error", message: text, param: null }),
  broken: Buffer.from('event: response.output_text.delta\ndata: {"type":"response.output_text.delta","delta":"bro\n\n'),
  whole: (text) => response([message(text)]),
  busy: [429, { error: { message: "slow down", type: "requests", code: "rate_limit_exceeded" } }],
};
