/** Turns in the words of generateContent. */
import type { Failure } from "../../../failures.ts";
import { arrangeTurns, type ToolResult, type Turn } from "../../../operations/chat/arrange-turns.ts";
import type { AssistantPart, ChatRequest, Message } from "../../../operations/chat/request.ts";
import { toolArguments } from "../../../operations/chat/tool-arguments.ts";
import type { ToolNames } from "../../../operations/chat/tool-names.ts";
import type { Host } from "./host.ts";
import { writePart } from "./parts.ts";
import { goesBack, signature, withFirstSigned } from "./signatures.ts";
import type { Traits } from "./traits.ts";
import type { WireContent, WireFunctionResponse, WirePart } from "./wire.ts";

/** For whom it is written. */
export interface Reader {
  readonly host: Host;
  readonly traits: Traits;
  readonly names: ToolNames;
}

export interface Contents {
  system: { text: string }[];
  contents: WireContent[];
}

export function writeContents(request: ChatRequest, reader: Reader): Contents | Failure {
  const arranged = arrangeTurns({ messages: request.messages.map(withoutLostThoughts) });
  if ("class" in arranged) return arranged;
  const contents: WireContent[] = [];
  for (const turn of arranged.turns) {
    const parts = turn.role === "assistant" ? writeModel(turn.parts, reader) : writeUser(turn, reader);
    if ("class" in parts) return parts;
    contents.push({ role: turn.role === "assistant" ? "model" : "user", parts });
  }
  return { system: arranged.system.map(({ text }) => ({ text })), contents };
}

function withoutLostThoughts(message: Message): Message {
  return message.role === "assistant" ? { ...message, parts: message.parts.filter(goesBack) } : message;
}

function writeModel(parts: readonly AssistantPart[], reader: Reader): WirePart[] {
  const written = parts.map((part) => writeAssistantPart(part, reader));
  return reader.traits.wantsSignatures ? withFirstSigned(written) : written;
}

function writeAssistantPart(part: AssistantPart, { host, names }: Reader): WirePart {
  switch (part.kind) {
    case "text":
      return { text: part.text, ...signature(part.proof) };
    case "refusal":
      return { text: part.text };
    case "reasoning":
      return { text: part.text, ...(part.text !== "" && { thought: true }), ...signature(part.proof) };
    case "tool-call": {
      const { id, name, arguments: json, proof } = part;
      const args = toolArguments(json) as Record<string, unknown>;
      const functionCall = { ...(host.takesCallIds && { id }), name: names.sent(name), args };
      return { functionCall, ...signature(proof) };
    }
    default:
      return part satisfies never;
  }
}

/** All results stand first, in the order of their calls; pictures that they cannot hold stand behind them. */
function writeUser(turn: Extract<Turn, { role: "user" }>, reader: Reader): WirePart[] | Failure {
  const results: WirePart[] = [];
  const others: WirePart[] = [];
  for (const result of turn.results) {
    const pictures: { inlineData: { mimeType: string; data: string } }[] = [];
    for (const part of result.parts) {
      if (part.kind === "text") continue;
      const written = writePart(part, reader.host);
      if ("class" in written) return written;
      if ("inlineData" in written && reader.traits.hasResultParts) pictures.push(written);
      else others.push({ text: `Of the result of ${reader.names.sent(result.name)}:` }, written);
    }
    results.push({ functionResponse: writeResult(result, pictures, reader) });
  }
  for (const part of turn.parts) {
    const written = writePart(part, reader.host);
    if ("class" in written) return written;
    others.push(written);
  }
  return [...results, ...others];
}

function writeResult(
  { callId, name, parts, isError }: ToolResult,
  pictures: NonNullable<WireFunctionResponse["parts"]>,
  { host, names }: Reader,
): WireFunctionResponse {
  const text = parts.flatMap((part) => (part.kind === "text" ? [part.text] : [])).join("\n");
  return {
    ...(host.takesCallIds && { id: callId }),
    name: names.sent(name),
    response: isError ? { error: text } : { result: text },
    ...(pictures.length > 0 && { parts: pictures }),
  };
}
