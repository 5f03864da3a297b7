/** What a client of the Responses API reads. */
import { type Fields, fields, list } from "../../upstream/dialects/dialect.ts";
import type { StreamEvent } from "../api.ts";
import type { Heard, HeardUsage } from "../heard.ts";

export function wholeOf(body: Fields): Heard {
  if (body.object !== "response" || body.status !== "completed")
    throw new Error(`it is ${String(body.object)}, ${String(body.status)}`);
  return { ...outputOf(list(body.output).map(fields)), usage: usageOf(fields(body.usage)) };
}

/** Events are numbered from 0; pieces come to what the items say at last, and those to what the answer says. */
export function eventsOf(events: readonly StreamEvent[]): Heard {
  const said = events.map(({ data }) => JSON.parse(data) as Fields);
  const misnamed = said.findIndex(({ type }, i) => type !== events[i]!.type);
  if (misnamed >= 0) throw new Error(`event ${misnamed} is not what it is named`);
  const unordered = said.findIndex(({ sequence_number }, i) => sequence_number !== i);
  if (unordered >= 0) throw new Error(`event ${unordered} has the number ${String(said[unordered]!.sequence_number)}`);
  const last = said.at(-1);
  if (last?.type !== "response.completed") throw new Error(`the stream ends with ${String(last?.type)}`);
  const whole = wholeOf(fields(last.response));
  const of = (name: string) => said.filter(({ type }) => type === name);
  const done = outputOf(of("response.output_item.done").map(({ item }) => fields(item)));
  const text = of("response.output_text.delta")
    .map(({ delta }) => String(delta))
    .join("");
  if (text !== whole.texts.join("")) throw new Error(`the pieces say ${JSON.stringify(text)}`);
  if (JSON.stringify(done) !== JSON.stringify({ texts: whole.texts, calls: whole.calls }))
    throw new Error("the items are not those of the answer");
  return whole;
}

function outputOf(items: readonly Fields[]): Pick<Heard, "texts" | "calls"> {
  const contents = items.filter(({ type }) => type === "message").flatMap(({ content }) => list(content));
  const calls = items.filter(({ type }) => type === "function_call");
  return {
    texts: [contents.map((part) => String(fields(part).text ?? "")).join("")],
    calls: calls.map(({ name, arguments: json }) => ({
      name: String(name),
      arguments: JSON.parse(String(json)) as unknown,
    })),
  };
}

function usageOf({ input_tokens, output_tokens, total_tokens, input_tokens_details }: Fields): HeardUsage {
  const [input, output] = [Number(input_tokens), Number(output_tokens)];
  if (total_tokens !== input + output) throw new Error(`total_tokens is ${String(total_tokens)}`);
  return { input, output, cacheRead: Number(fields(input_tokens_details).cached_tokens ?? 0) };
}
