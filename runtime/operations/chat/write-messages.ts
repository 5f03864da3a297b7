/** Neutral messages in the words of chat completions: what rules, counts and many providers read. */
import type { AssistantPart, Message, ReasoningPart, ResultPart, UserPart } from "./request.ts";

type Fields = Record<string, unknown>;

/** What was thought is said again under `reasoning_content`: never, where there is any, or always, with this in place of none. */
export type SaysReasoning = boolean | string;

/** Pictures that a tool answered with follow its result in a message of the user: results are texts alone. */
export function writeMessages(messages: readonly Message[], saysReasoning: SaysReasoning): Fields[] {
  const written: Fields[] = [];
  const pictures: UserPart[] = [];
  for (const message of messages) {
    if (message.role !== "tool" && pictures.length > 0) written.push(ofUser(pictures.splice(0)));
    written.push(writeMessage(message, saysReasoning));
    if (message.role === "tool") pictures.push(...message.parts.filter((part) => part.kind !== "text"));
  }
  if (pictures.length > 0) written.push(ofUser(pictures));
  return written;
}

function writeMessage(message: Message, saysReasoning: SaysReasoning): Fields {
  switch (message.role) {
    case "system":
      return { role: "system", content: joined(message.parts) };
    case "tool":
      return { role: "tool", tool_call_id: message.callId, content: ofResult(message.parts, message.isError) };
    case "assistant":
      return writeAssistant(message.parts, saysReasoning);
    case "user":
      return ofUser(message.parts);
    default:
      return message satisfies never;
  }
}

function writeAssistant(parts: readonly AssistantPart[], saysReasoning: SaysReasoning): Fields {
  const calls = parts.filter((part) => part.kind === "tool-call");
  const content = joined(parts.filter((part) => part.kind === "text" || part.kind === "refusal"));
  const thoughts = saysReasoning === false ? "" : reasoningOf(parts);
  const lost = typeof saysReasoning === "string" ? { reasoning_content: saysReasoning } : {};
  const thought = thoughts === "" ? lost : { reasoning_content: thoughts };
  if (calls.length === 0) return { role: "assistant", content, ...thought };
  const tool_calls = calls.map(({ id, name, arguments: json }) => ({
    id,
    type: "function",
    function: { name, arguments: json },
  }));
  return { role: "assistant", content: content === "" ? null : content, ...thought, tool_calls };
}

function reasoningOf(parts: readonly AssistantPart[]): string {
  return parts
    .filter((part): part is ReasoningPart => part.kind === "reasoning")
    .map(({ text }) => text)
    .join("");
}

function ofResult(parts: readonly ResultPart[], isError: true | undefined): string {
  const text = joined(parts.filter((part) => part.kind === "text"));
  return isError ? `Error: ${text}` : text;
}

function ofUser(parts: readonly UserPart[]): Fields {
  const only = parts.length === 1 ? parts[0] : undefined;
  return { role: "user", content: only?.kind === "text" ? only.text : parts.map(writePart) };
}

function writePart(part: UserPart): Fields {
  switch (part.kind) {
    case "text":
      return { type: "text", text: part.text };
    case "image": {
      const { url, detail } = part;
      return { type: "image_url", image_url: { url, ...(detail === undefined ? {} : { detail }) } };
    }
    case "audio":
      return { type: "input_audio", input_audio: { data: part.data, format: part.format } };
    case "file": {
      const named = part.name === undefined ? {} : { filename: part.name };
      return { type: "file", file: { ...named, file_data: part.data } };
    }
    default:
      return part satisfies never;
  }
}

function joined(parts: readonly { text: string }[]): string {
  return parts.map((part) => part.text).join("\n");
}
