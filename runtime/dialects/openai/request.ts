/** Neutral request → chat completions body. */

import { limitName } from "../../../semantics/parameters/output-limit.ts";
import type { Failure } from "../../failures.ts";
import type { ChatRequest, Message, Tool } from "../../operations/chat/request.ts";
import type { Dialect, WireRequest } from "../dialect.ts";
import { leaveOut } from "../parameters.ts";

type Body = Record<string, unknown>;

export const request: Dialect["request"] = (asked, target): WireRequest | Failure => {
  const beyond = asked.onlyAsBytes?.[0];
  if (beyond !== undefined) {
    return { class: "unsupported", detail: `The model cannot be asked for "${beyond}".`, param: beyond };
  }
  const { request: kept, dropped } = leaveOut(asked, target.parameters.drop ?? []);
  const body: Body = { model: target.model, messages: kept.messages.map(writeMessage), ...parameters(kept) };
  const limit = limitName(target.parameters);
  const wire = rename(body, target.parameters.rename ?? {});
  if (kept.maxOutputTokens !== undefined && limit !== undefined) {
    wire[limit] = Math.min(kept.maxOutputTokens, target.maxOutput ?? Number.POSITIVE_INFINITY);
  }
  if (kept.stream) {
    wire.stream = true;
    if (!target.parameters.drop?.includes("stream_options")) wire.stream_options = { include_usage: true };
  }
  return { body: wire, dropped };
};

function parameters(kept: ChatRequest): Body {
  const named: Body = {
    tools: kept.tools.length > 0 ? kept.tools.map(writeTool) : undefined,
    tool_choice: writeToolChoice(kept.toolChoice),
    parallel_tool_calls: kept.parallelToolCalls,
    response_format: writeFormat(kept.format),
    temperature: kept.temperature,
    top_p: kept.topP,
    stop: kept.stop,
    seed: kept.seed,
    presence_penalty: kept.presencePenalty,
    frequency_penalty: kept.frequencyPenalty,
    reasoning_effort: kept.reasoningEffort,
    user: kept.user,
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}

function rename(body: Body, names: Readonly<Record<string, string>>): Body {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [Object.hasOwn(names, name) ? names[name]! : name, value]),
  );
}

function writeMessage(message: Message): Body {
  switch (message.role) {
    case "system":
      return { role: "system", content: joined(message.parts) };
    case "tool":
      return { role: "tool", tool_call_id: message.callId, content: joined(message.parts) };
    case "assistant":
      return writeAssistant(message);
    case "user":
      return { role: "user", content: writeUserContent(message.parts) };
    default:
      return message satisfies never;
  }
}

type Assistant = Extract<Message, { role: "assistant" }>;
type UserPart = Extract<Message, { role: "user" }>["parts"][number];

function writeAssistant(message: Assistant): Body {
  const texts = message.parts.filter((part) => part.kind === "text");
  const calls = message.parts.filter((part) => part.kind === "tool-call");
  const content = joined(texts);
  if (calls.length === 0) return { role: "assistant", content };
  const tool_calls = calls.map(({ id, name, arguments: json }) => ({
    id,
    type: "function",
    function: { name, arguments: json },
  }));
  return { role: "assistant", content: content === "" ? null : content, tool_calls };
}

function writeUserContent(parts: UserPart[]): string | Body[] {
  const only = parts.length === 1 ? parts[0] : undefined;
  return only?.kind === "text" ? only.text : parts.map(writeUserPart);
}

function writeUserPart(part: UserPart): Body {
  switch (part.kind) {
    case "text":
      return { type: "text", text: part.text };
    case "image":
      return { type: "image_url", image_url: part.detail === undefined ? { url: part.url } : pick(part) };
    case "audio":
      return { type: "input_audio", input_audio: { data: part.data, format: part.format } };
    case "file":
      return {
        type: "file",
        file: { ...(part.name === undefined ? {} : { filename: part.name }), file_data: part.data },
      };
    default:
      return part satisfies never;
  }
}

function pick({ url, detail }: { url: string; detail?: string }): Body {
  return { url, detail };
}

function writeTool({ name, description, parameters: schema, strict }: Tool): Body {
  const optional = {
    ...(description === undefined ? {} : { description }),
    ...(strict === undefined ? {} : { strict }),
  };
  return { type: "function", function: { name, ...optional, parameters: schema } };
}

function writeToolChoice(choice: ChatRequest["toolChoice"]): unknown {
  return typeof choice === "object" ? { type: "function", function: { name: choice.name } } : choice;
}

function writeFormat(format: ChatRequest["format"]): unknown {
  if (format === undefined) return undefined;
  if (format.kind === "json") return { type: "json_object" };
  return { type: "json_schema", json_schema: { name: format.name, schema: format.schema, strict: format.strict } };
}

function joined(parts: { text: string }[]): string {
  return parts.map((part) => part.text).join("\n");
}
