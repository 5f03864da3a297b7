/** Answers of Cohere's chat. */
import type { Bill } from "../../../bill/bill.ts";
import { event, pieces, type Says } from "../dialect.ts";

export function whole(bill: Bill, says: Says): object {
  const { text, call } = says;
  const message = {
    role: "assistant",
    ...(call ? { tool_plan: text, tool_calls: [callOf(call)] } : { content: [{ type: "text", text }] }),
  };
  return { id: "c1", finish_reason: finishOf(says), message, usage: usageOf(bill) };
}

export function events(bill: Bill, says: Says): string[] {
  const { call } = says;
  const said = call
    ? pieces(says).map((tool_plan) => told("tool-plan-delta", { delta: { message: { tool_plan } } }))
    : textEvents(says);
  return [
    told("message-start", { id: "c1", delta: { message: { role: "assistant" } } }),
    ...said,
    ...(call ? callEvents(call) : []),
    told("message-end", { delta: { finish_reason: finishOf(says), usage: usageOf(bill) } }),
    "data: [DONE]\n\n",
  ];
}

function textEvents(says: Says): string[] {
  const content = (members: object) => ({ index: 0, delta: { message: { content: members } } });
  return [
    told("content-start", content({ type: "text", text: "" })),
    ...pieces(says).map((text) => told("content-delta", content({ text }))),
    told("content-end", { index: 0 }),
  ];
}

type Call = NonNullable<Says["call"]>;

function callEvents(call: Call): string[] {
  const json = JSON.stringify(call.arguments);
  const begun = { id: "tool_1", type: "function", function: { name: call.name, arguments: "" } };
  return [
    told("tool-call-start", { index: 0, delta: { message: { tool_calls: begun } } }),
    told("tool-call-delta", { index: 0, delta: { message: { tool_calls: { function: { arguments: json } } } } }),
    told("tool-call-end", { index: 0 }),
  ];
}

function callOf({ name, arguments: input }: Call): object {
  return { id: "tool_1", type: "function", function: { name, arguments: JSON.stringify(input) } };
}

function finishOf({ call }: Says): string {
  return call ? "TOOL_CALL" : "COMPLETE";
}

function told(type: string, members: object): string {
  return event({ type, ...members }, type);
}

function usageOf({ used }: Bill): object {
  const tokens = { input_tokens: used.input, output_tokens: used.output };
  return { billed_units: tokens, tokens };
}

export const tooLong: object = {
  message: "too many tokens: total number of tokens in the prompt cannot exceed 131072 - received 200001.",
};
export const badRequest: object = { message: "invalid request: invalid value" };

export function errorOf(status: number): object {
  if (status === 429) return { message: "Please wait and try again later" };
  return { message: status === 401 ? "invalid api token" : "internal server error" };
}
