/** Messages in the words of Ollama's own chat: texts, with pictures beside them, and results that name their tool. */
import type { Failure } from "../../failures.ts";
import { arrangeTurns, type ToolResult, type Turn } from "../../operations/chat/arrange-turns.ts";
import type { AssistantPart, ChatRequest, Message, ResultPart, UserPart } from "../../operations/chat/request.ts";
import { toolArguments } from "../../operations/chat/tool-arguments.ts";
import { unsupportedPart } from "../../operations/chat/unsupported-part.ts";
import { readDataUrl } from "../../wire/data-url.ts";
import type { WireMessage } from "./wire.ts";

export function writeTurns({ messages }: Pick<ChatRequest, "messages">): WireMessage[] | Failure {
  const arranged = arrangeTurns({ messages: messages.map(withoutThoughts) });
  if ("class" in arranged) return arranged;
  const written = arranged.system.map(({ text }): WireMessage => ({ role: "system", content: text }));
  for (const turn of arranged.turns) {
    const made = writeTurn(turn);
    if ("class" in made) return made;
    written.push(...made);
  }
  return written;
}

function withoutThoughts(message: Message): Message {
  if (message.role !== "assistant") return message;
  return { ...message, parts: message.parts.filter(({ kind }) => kind !== "reasoning") };
}

function writeTurn(turn: Turn): WireMessage[] | Failure {
  if (turn.role === "assistant") return [writeAssistant(turn.parts)];
  const results = turn.results.map(writeResult);
  // Results are texts alone: pictures that a tool answered follow as the user's.
  const others = turn.results.flatMap(({ parts }) => parts.filter((part) => part.kind !== "text"));
  if (others.length + turn.parts.length === 0) return results;
  const asked = writeUser([...others, ...turn.parts]);
  return "class" in asked ? asked : [...results, asked];
}

function writeAssistant(parts: readonly AssistantPart[]): WireMessage {
  const calls = parts.filter((part) => part.kind === "tool-call");
  const content = textOf(parts.filter((part) => part.kind === "text" || part.kind === "refusal"));
  if (calls.length === 0) return { role: "assistant", content };
  const tool_calls = calls.map(({ name, arguments: json }) => ({
    function: { name, arguments: toolArguments(json) as Record<string, unknown> },
  }));
  return { role: "assistant", content, tool_calls };
}

function writeResult({ name, parts, isError }: ToolResult): WireMessage {
  const content = textOf(parts.filter((part) => part.kind === "text"));
  return { role: "tool", content: isError ? `Error: ${content}` : content, tool_name: name };
}

function writeUser(parts: readonly (UserPart | ResultPart)[]): WireMessage | Failure {
  const texts: { text: string }[] = [];
  const images: string[] = [];
  for (const part of parts) {
    if (part.kind === "text") texts.push(part);
    else if (part.kind === "audio") return unsupportedPart(part, "The model takes no audio.");
    else {
      const data = readDataUrl(part.kind === "image" ? part.url : part.data);
      if (data === undefined) return unsupportedPart(part, "Pictures and files must be base64 data: URLs here.");
      if (part.kind === "image") images.push(data.data);
      else if (data.type.startsWith("text/")) texts.push({ text: inline(part.name, data.data) });
      else return unsupportedPart(part, `The model takes no files of type ${data.type}.`);
    }
  }
  return { role: "user", content: textOf(texts), ...(images.length === 0 ? {} : { images }) };
}

/** A file of text stands in the message, with its name before it. */
function inline(name: string | undefined, base64: string): string {
  const text = Buffer.from(base64, "base64").toString("utf8");
  return name === undefined ? text : `${name}:\n${text}`;
}

function textOf(parts: readonly { text: string }[]): string {
  return parts.map(({ text }) => text).join("\n");
}
