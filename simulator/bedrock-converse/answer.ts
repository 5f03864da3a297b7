// Rules of the stream: text blocks have no start event; tool input comes as pieces of JSON text; the reason of the end
// comes before the usage. Tokens that came from the cache or went into it are not part of the input's.
import type { Answer } from "../answer.ts";
import type { Turn } from "../chat.ts";
import type { WireEvent } from "../framing.ts";
import { objectOf, parseJson } from "../json.ts";
import { seal } from "../seal.ts";

/** The whole answer. */
export function toBody(turn: Turn): object {
  const { answer } = turn;
  const text = answer.reasoning.join("");
  const thoughts = turn.question.reasoning
    ? [{ reasoningContent: { reasoningText: { text, signature: seal(text) } } }]
    : [];
  const calls = answer.calls.map((call) => ({
    toolUse: {
      toolUseId: turn.newId("tooluse_", 22),
      name: call.name,
      input: objectOf(parseJson(call.argumentTokens.join(""))),
    },
  }));
  const said = answer.text.length > 0 ? [{ text: answer.text.join("") }] : [];
  return {
    output: { message: { role: "assistant", content: [...thoughts, ...said, ...calls] } },
    stopReason: stopReason(answer),
    usage: usageOf(turn),
    metrics: { latencyMs: 1 },
  };
}

/** The events in order: message start, the blocks, message stop, metadata. */
export function* toEvents(turn: Turn): Iterable<WireEvent> {
  const { answer } = turn;
  let contentBlockIndex = 0;
  const delta = (part: object): WireEvent => event("contentBlockDelta", { contentBlockIndex, delta: part }, true);
  const stop = (): WireEvent => event("contentBlockStop", { contentBlockIndex: contentBlockIndex++ });
  yield event("messageStart", { role: "assistant" });
  if (turn.question.reasoning) {
    for (const text of answer.reasoning) yield delta({ reasoningContent: { text } });
    yield delta({ reasoningContent: { signature: seal(answer.reasoning.join("")) } });
    yield stop();
  }
  if (answer.text.length > 0) {
    for (const text of answer.text) yield delta({ text });
    yield stop();
  }
  for (const call of answer.calls) {
    const toolUse = { toolUseId: turn.newId("tooluse_", 22), name: call.name };
    yield event("contentBlockStart", { contentBlockIndex, start: { toolUse } });
    for (const input of call.argumentTokens) yield delta({ toolUse: { input } });
    yield stop();
  }
  yield event("messageStop", { stopReason: stopReason(answer) });
  yield event("metadata", { usage: usageOf(turn), metrics: { latencyMs: 1 } });
}

/** One event; `p` pads it, so that its length does not tell the text's. */
function event(name: string, members: object, token = false): WireEvent {
  return { name, data: JSON.stringify({ ...members, p: "abcdefghijkl" }), token };
}

function stopReason({ finish }: Answer): string {
  switch (finish) {
    case "tool-calls":
      return "tool_use";
    case "length":
      return "max_tokens";
    case "stop":
      return "end_turn";
    case "stop-sequence":
      return "stop_sequence";
    default:
      throw finish satisfies never;
  }
}

function usageOf({ question, answer, cache }: Turn): object {
  return {
    inputTokens: question.promptTokens - cache.read - cache.written,
    outputTokens: answer.tokens,
    totalTokens: question.promptTokens + answer.tokens,
    cacheReadInputTokens: cache.read,
    cacheWriteInputTokens: cache.written,
  };
}
