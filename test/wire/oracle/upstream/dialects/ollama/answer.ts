/** Answers of Ollama's chat. */
import type { Bill } from "../../../bill/bill.ts";
import { pieces, type Says } from "../dialect.ts";

const head = { model: "as-served", created_at: "2026-11-20T00:00:00Z" };

export function whole(bill: Bill, { text, call }: Says): object {
  const message = { role: "assistant", content: text, ...(call && { tool_calls: [callOf(call)] }) };
  return { ...head, message, done: true, done_reason: "stop", ...usageOf(bill) };
}

export function events(bill: Bill, says: Says): string[] {
  const { call } = says;
  const said = (members: object) => line({ message: { role: "assistant", content: "", ...members }, done: false });
  return [
    ...pieces(says).map((content) => said({ content })),
    ...(call ? [said({ tool_calls: [callOf(call)] })] : []),
    line({ message: { role: "assistant", content: "" }, done: true, done_reason: "stop", ...usageOf(bill) }),
  ];
}

function callOf({ name, arguments: input }: NonNullable<Says["call"]>): object {
  return { function: { name, arguments: input } };
}

function line(members: object): string {
  return `${JSON.stringify({ ...head, ...members })}\n`;
}

function usageOf({ used }: Bill): object {
  return { total_duration: 1, prompt_eval_count: used.input, eval_count: used.output };
}

export const tooLong: object = { error: "the input length exceeds the context length" };
export const badRequest: object = { error: "invalid value" };

export function errorOf(status: number): object {
  return { error: status === 401 ? "unauthorized" : status === 429 ? "too many requests" : "server busy" };
}
