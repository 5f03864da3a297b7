/** What a client of chat completions reads. */
import { type Fields, fields, list } from "../../upstream/dialects/dialect.ts";
import type { StreamEvent } from "../api.ts";
import type { Heard, HeardUsage } from "../heard.ts";

export function wholeOf(body: Fields): Heard {
  if (body.object !== "chat.completion") throw new Error("it is no chat completion");
  const messages = list(body.choices).map((choice) => fields(fields(choice).message));
  const calls = messages.flatMap(({ tool_calls }) => list(tool_calls)).map((call) => callOf(fields(call)));
  return { texts: messages.map(({ content }) => String(content ?? "")), calls, usage: usageOf(body.usage) };
}

export function eventsOf(events: readonly StreamEvent[]): Heard {
  if (events.at(-1)?.data !== "[DONE]") throw new Error("the stream does not end with [DONE]");
  const chunks = events.slice(0, -1).map(({ data }) => JSON.parse(data) as Fields);
  const choices = chunks.flatMap((chunk) => list(chunk.choices)).map(fields);
  const indexes = [...new Set(choices.map(({ index }) => index))];
  const unfinished = indexes.filter(
    (index) => choices.filter((one) => one.index === index && typeof one.finish_reason === "string").length !== 1,
  );
  if (unfinished.length > 0) throw new Error(`choice ${unfinished.join(", ")} has not one reason to finish`);
  const usage = chunks.find((chunk) => (chunk.usage ?? undefined) !== undefined)?.usage;
  return {
    texts: indexes.map((index) => textOf(choices.filter((one) => one.index === index))),
    calls: indexes.flatMap((index) => callsOf(choices.filter((one) => one.index === index))),
    ...(usage !== undefined && { usage: usageOf(usage) }),
  };
}

function textOf(choices: readonly Fields[]): string {
  return choices.map(({ delta }) => String(fields(delta).content ?? "")).join("");
}

/** Pieces of one call have its index; the first of them its name. */
function callsOf(choices: readonly Fields[]): Heard["calls"][number][] {
  const pieces = choices.flatMap(({ delta }) => list(fields(delta).tool_calls)).map(fields);
  const indexes = [...new Set(pieces.map(({ index }) => index))];
  return indexes.map((index) => {
    const own = pieces.filter((piece) => piece.index === index).map((piece) => fields(piece.function));
    return callOf({
      function: { name: own[0]?.name, arguments: own.map((piece) => String(piece.arguments ?? "")).join("") },
    });
  });
}

function callOf({ function: called }: Fields): Heard["calls"][number] {
  const { name, arguments: json } = fields(called);
  return { name: String(name), arguments: JSON.parse(String(json)) as unknown };
}

function usageOf(usage: unknown): HeardUsage {
  const { prompt_tokens, completion_tokens, total_tokens, prompt_tokens_details } = fields(usage);
  const [input, output] = [Number(prompt_tokens), Number(completion_tokens)];
  if (total_tokens !== input + output) throw new Error(`total_tokens is ${String(total_tokens)}`);
  const { cached_tokens } = fields(prompt_tokens_details);
  return { input, output, ...(typeof cached_tokens === "number" && { cacheRead: cached_tokens }) };
}
