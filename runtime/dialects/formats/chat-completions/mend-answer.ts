/** What hosts of this format get wrong in a whole answer that is passed on, and clients stumble over. */
import { argumentsText, newCallId, reasoningOf, textOf } from "./response.ts";
import { isObject, type WireAnswer, type WireChoice, type WireMessage, type WireToolCall } from "./wire.ts";

type Members = Readonly<Record<string, unknown>>;

/** Undefined for one that is well as it is. */
export function mendAnswer(body: unknown): Members | undefined {
  const { choices } = body as WireAnswer;
  if (!Array.isArray(choices)) return undefined;
  const mended = choices.map((choice) => (isObject(choice) ? mendChoice(choice) : undefined));
  if (mended.every((choice) => choice === undefined)) return undefined;
  return { ...(body as Members), choices: choices.map((choice, i) => mended[i] ?? choice) };
}

function mendChoice(choice: WireChoice): Members | undefined {
  if (!isObject(choice.message)) return undefined;
  const message = choice.message as WireMessage & Members;
  const calls = toldCalls(message.tool_calls);
  const hasCalls = Array.isArray(message.tool_calls) && message.tool_calls.length > 0;
  const isStopped = hasCalls && choice.finish_reason === "stop";
  const isList = Array.isArray(message.content);
  const isSaid = message.role === "assistant" && !isList;
  if (isSaid && calls === undefined && !isStopped) return undefined;
  const thought = isList ? reasoningOf(message) : "";
  const text = isList ? { content: textOf(message), ...(thought !== "" && { reasoning_content: thought }) } : {};
  const told = { ...message, role: "assistant", ...text, ...(calls && { tool_calls: calls }) };
  return { ...choice, message: told, ...(isStopped && { finish_reason: "tool_calls" }) };
}

/** Functions each with an id of its own, and arguments that are a text; undefined where they are that. */
function toldCalls(parts: WireMessage["tool_calls"]): Members[] | undefined {
  if (!Array.isArray(parts)) return undefined;
  const ids = new Set<string>();
  let isWell = true;
  const told = parts.filter(isObject).map((part: WireToolCall & Members) => {
    const { id: given, function: called } = part;
    if (called === undefined) return part;
    const id = given && !ids.has(given) ? given : newCallId();
    ids.add(id);
    const json = called?.arguments;
    const text = argumentsText(json);
    const isText = typeof json === "string" && json.trim() === text;
    if (id === given && part.type === "function" && isText) return part;
    isWell = false;
    return { ...part, id, type: "function", function: { ...called, arguments: text } };
  });
  return isWell ? undefined : told;
}
