/** The items of an input, one by one → entries: a message, a piece of what the assistant did, or what a tool answered. */
import type { AnswerPart } from "../../operations/chat/answer.ts";
import type { AssistantPart, Message, ResultPart } from "../../operations/chat/request.ts";
import { BadRequest, isObject, type JsonObject, maybe, name, object, string } from "../body-checks.ts";
import { checkNames } from "./check-parameters.ts";
import { INPUT } from "./kept.ts";
import { readAssistantParts, readResultParts, readSystemParts, readUserParts } from "./read-content.ts";
import type { References } from "./references.ts";

export type Entry =
  | { kind: "said"; message: Extract<Message, { role: "system" | "user" }> }
  | { kind: "assistant"; parts: readonly AssistantPart[]; path: string }
  /** `path`: of what says which call it answers. */
  | { kind: "result"; callId: string; parts: ResultPart[]; path: string }
  /** Of a tool that the provider ran: there is nothing to send of it. */
  | { kind: "left-out"; type: string };

/** The model's name of a tool that the client calls so. */
export type ToolNamed = (name: string, namespace: string | undefined) => string;

interface Reading {
  references: References;
  toolNamed: ToolNamed;
}

const members = [
  ...["type", "id", "role", "content", "status", "phase", "call_id", "name", "arguments", "output", "input", "summary"],
  ...["encrypted_content", "action", "operation", "namespace"],
];

export function readEntry(value: unknown, path: string, reading: Reading): Entry {
  const item = object(value, path);
  checkNames(item, path, members);
  const type = item.type === undefined && item.role !== undefined ? "message" : name(item.type, `${path}.type`);
  if (Object.hasOwn(readers, type)) return readers[type]!(item, path, reading);
  if (runByProvider.has(type)) return { kind: "left-out", type: `input.${type}` };
  throw new BadRequest(
    `${path}.type`,
    "is a kind of item that no model here can be given. Send it as text in a message.",
  );
}

/** Traces of tools that ran at the provider: the answer that came of them stands beside them. */
const runByProvider: ReadonlySet<string> = new Set([
  ...["web_search_call", "file_search_call", "code_interpreter_call", "image_generation_call", "mcp_list_tools"],
  ...["mcp_call", "tool_search_call", "tool_search_output"],
]);

type ReadItem = (item: JsonObject, path: string, reading: Reading) => Entry;

const readers: Readonly<Record<string, ReadItem>> = {
  message: readMessage,
  function_call: (item, path, { toolNamed }) => {
    const json = maybe(item.arguments, `${path}.arguments`, string) ?? "";
    return call(item, path, toolName(item, path, toolNamed), json.trim() === "" ? "{}" : json);
  },
  custom_tool_call: (item, path, { toolNamed }) => {
    const input = string(item.input, `${path}.input`);
    return call(item, path, toolName(item, path, toolNamed), JSON.stringify({ [INPUT]: input }));
  },
  function_call_output: (item, path) => readResult(item, path, "call_id"),
  custom_tool_call_output: (item, path) => readResult(item, path, "call_id"),
  // Tools of the client's machine under names of their own.
  local_shell_call: (item, path) =>
    call(item, path, "local_shell", JSON.stringify(object(item.action, `${path}.action`))),
  shell_call: (item, path) => call(item, path, "shell", JSON.stringify(object(item.action, `${path}.action`))),
  apply_patch_call: (item, path) =>
    call(item, path, "apply_patch", JSON.stringify(object(item.operation, `${path}.operation`))),
  local_shell_call_output: (item, path) =>
    readOutput(item, path, (item.call_id ?? undefined) === undefined ? "id" : "call_id"),
  shell_call_output: (item, path) => readOutput(item, path, "call_id"),
  apply_patch_call_output: (item, path) => readOutput(item, path, "call_id"),
  reasoning: readReasoning,
  item_reference: (item, path, { references }) => {
    const id = `${path}.id`;
    return assistant(references.parts(name(item.id, id), id), path);
  },
};

function readMessage(item: JsonObject, path: string): Entry {
  const content = `${path}.content`;
  switch (string(item.role, `${path}.role`)) {
    case "user":
      return { kind: "said", message: { role: "user", parts: readUserParts(item.content, content) } };
    case "system":
    case "developer":
      return { kind: "said", message: { role: "system", parts: readSystemParts(item.content, content) } };
    case "assistant":
      return assistant(readAssistantParts(item.content, content), path);
    default:
      throw new BadRequest(`${path}.role`, "must be one of user, assistant, system, developer.");
  }
}

function assistant(parts: readonly (AssistantPart | AnswerPart)[], path: string): Entry {
  return { kind: "assistant", parts, path };
}

function call(item: JsonObject, path: string, toolName: string, json: string): Entry {
  const id = name(item.call_id, `${path}.call_id`);
  return assistant([{ kind: "tool-call", id, name: toolName, arguments: json }], path);
}

function toolName(item: JsonObject, path: string, toolNamed: ToolNamed): string {
  return toolNamed(name(item.name, `${path}.name`), maybe(item.namespace, `${path}.namespace`, string));
}

/** `called`: the member that says which call it answers. */
function readResult(item: JsonObject, path: string, called: string): Entry {
  const callId = name(item[called], `${path}.${called}`);
  return { kind: "result", callId, parts: readResultParts(item.output, `${path}.output`), path: `${path}.${called}` };
}

/** What is no text is told as JSON. */
function readOutput(item: JsonObject, path: string, called: string): Entry {
  const { output } = item;
  if ((output ?? undefined) === undefined) throw new BadRequest(`${path}.output`, "is required.");
  return readResult({ ...item, output: typeof output === "string" ? output : JSON.stringify(output) }, path, called);
}

/** Only what was given out here can be read by a model again: the rest is a summary for people. */
function readReasoning(item: JsonObject, path: string, { references }: Reading): Entry {
  for (const key of ["summary", "content"]) {
    const texts = item[key] ?? [];
    if (!Array.isArray(texts)) throw new BadRequest(`${path}.${key}`, "must be a list.");
    for (const [i, text] of texts.entries())
      if (!isObject(text) || typeof text.text !== "string")
        throw new BadRequest(`${path}.${key}[${i}]`, "must be an object with a text.");
  }
  maybe(item.encrypted_content, `${path}.encrypted_content`, string);
  return assistant(references.reasoning(item.encrypted_content, item.id, path) ?? [], path);
}
