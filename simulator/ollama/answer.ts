// One JSON object for each piece; the last one says that it is done, why, and what it took. A call comes whole, and the
// reason of the end does not tell it.
import type { Answer } from "../answer.ts";
import type { Turn } from "../chat.ts";
import type { WireEvent } from "../framing.ts";
import { isObject, objectOf, parseJson } from "../json.ts";

/** The whole answer. */
export function toBody(turn: Turn): object {
  const { answer } = turn;
  const message = {
    role: "assistant",
    content: answer.text.join(""),
    ...(answer.reasoning.length > 0 ? { thinking: answer.reasoning.join("") } : {}),
    ...(answer.calls.length > 0 ? { tool_calls: callsOf(answer) } : {}),
  };
  return { ...headOf(turn), message, ...ending(turn) };
}

/** The lines in order: thoughts, text, calls, the end. */
export function* toEvents(turn: Turn): Iterable<WireEvent> {
  const { answer } = turn;
  const line = (message: object): WireEvent => {
    return event({ ...headOf(turn), message: { role: "assistant", ...message }, done: false }, true);
  };
  for (const thinking of answer.reasoning) yield line({ content: "", thinking });
  for (const content of answer.text) yield line({ content });
  for (const call of callsOf(answer)) yield line({ content: "", tool_calls: [call] });
  yield event({ ...headOf(turn), message: { role: "assistant", content: "" }, ...ending(turn) });
}

/** One line. */
export function event(data: object, token = false): WireEvent {
  return { data: JSON.stringify(data), token };
}

function headOf({ created, question }: Turn): object {
  return { model: question.model, created_at: new Date(created * 1000).toISOString() };
}

/** Whole calls; one that the token limit cut is not told. */
function callsOf({ calls }: Answer): object[] {
  const parsed = calls.map((call) => ({ name: call.name, input: parseJson(call.argumentTokens.join("")) }));
  const whole = parsed.filter(({ input }) => isObject(input));
  return whole.map(({ name, input }, index) => ({ function: { index, name, arguments: objectOf(input) } }));
}

function ending({ question, answer }: Turn): object {
  const millisecond = 1_000_000;
  return {
    done: true,
    done_reason: answer.finish === "length" ? "length" : "stop",
    total_duration: (answer.tokens + 3) * millisecond,
    load_duration: millisecond,
    prompt_eval_count: question.promptTokens,
    prompt_eval_duration: millisecond,
    eval_count: answer.tokens,
    eval_duration: (answer.tokens + 1) * millisecond,
  };
}
