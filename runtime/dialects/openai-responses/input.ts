/** Messages → items, in the order in which they came: this API takes them so, and says itself what is wrong with them. */
import type { Failure } from "../../failures.ts";
import type { AssistantPart, Message, ResultPart, UserPart } from "../../operations/chat/request.ts";
import { unsupportedPart } from "../../operations/chat/unsupported-part.ts";
import { writeThoughts } from "./thoughts.ts";
import type { WireContent, WireItem } from "./wire.ts";

export function writeInput(messages: readonly Message[]): WireItem[] | Failure {
  const items: WireItem[] = [];
  for (const message of messages) {
    const written = writeMessage(message);
    if ("class" in written) return written;
    items.push(...written);
  }
  return items;
}

function writeMessage(message: Message): WireItem[] | Failure {
  switch (message.role) {
    case "system":
      return [{ role: "system", content: joined(message.parts) }];
    case "user": {
      const content = writeParts(message.parts);
      return "class" in content ? content : [{ role: "user", content: plain(content) }];
    }
    case "assistant":
      return writeAssistant(message.parts);
    case "tool": {
      const output = writeParts(marked(message.parts, message.isError));
      if ("class" in output) return output;
      return [{ type: "function_call_output", call_id: message.callId, output: plain(output) }];
    }
    default:
      return message satisfies never;
  }
}

/** What is said in a row is one text. */
function writeAssistant(parts: readonly AssistantPart[]): WireItem[] {
  const items: WireItem[] = [];
  for (const part of parts) {
    switch (part.kind) {
      case "text":
      case "refusal": {
        if (part.text === "") break;
        const last = items.at(-1);
        if (last !== undefined && "role" in last && last.role === "assistant") last.content += `\n${part.text}`;
        else items.push({ role: "assistant", content: part.text });
        break;
      }
      case "reasoning":
        items.push(...writeThoughts(part.text, part.proof));
        break;
      case "tool-call": {
        const { id, name, arguments: json, proof } = part;
        items.push(...writeThoughts("", proof), { type: "function_call", call_id: id, name, arguments: json });
        break;
      }
      default:
        part satisfies never;
    }
  }
  return items;
}

function marked(parts: readonly ResultPart[], isError: true | undefined): readonly ResultPart[] {
  return isError ? [{ kind: "text", text: "Error:" }, ...parts] : parts;
}

function writeParts(parts: readonly (UserPart | ResultPart)[]): WireContent[] | Failure {
  const written: WireContent[] = [];
  for (const part of parts) {
    const one = writePart(part);
    if ("class" in one) return one;
    written.push(one);
  }
  return written;
}

function writePart(part: UserPart | ResultPart): WireContent | Failure {
  switch (part.kind) {
    case "text":
      return { type: "input_text", text: part.text };
    case "image":
      return { type: "input_image", image_url: part.url, detail: detailOf(part.detail) };
    case "audio":
      return unsupportedPart(part, "The model takes no audio.");
    case "file": {
      const named = part.name === undefined ? {} : { filename: part.name };
      return { type: "input_file", file_data: part.data, ...named };
    }
    default:
      return part satisfies never;
  }
}

function detailOf(detail: string | undefined): "auto" | "low" | "high" {
  return detail === "low" || detail === "high" ? detail : "auto";
}

/** Texts alone are one. */
function plain(content: WireContent[]): string | WireContent[] {
  const texts = content.flatMap((part) => (part.type === "input_text" ? [part.text] : []));
  return texts.length === content.length ? texts.join("\n") : content;
}

function joined(parts: readonly { text: string }[]): string {
  return parts.map(({ text }) => text).join("\n");
}
