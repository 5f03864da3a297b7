/** System texts and turns → neutral messages. */
import type { AssistantPart, Message, ResultPart, TextPart, UserPart } from "../../operations/chat/request.ts";
import { array, BadRequest, boolean, type JsonObject, maybe, name, object, string } from "../body-checks.ts";
import { cacheMark } from "../cache-mark.ts";
import { carriedProof } from "./carried-proofs.ts";
import { isUserPart, readUserPart } from "./read-user-part.ts";
import type { Reading } from "./reading.ts";

export function readSystem(value: unknown, reading: Reading): Message[] {
  if (value === undefined || value === null) return [];
  const parts = readTexts(value, "system", reading);
  return parts.length === 0 ? [] : [{ role: "system", parts }];
}

export function readTurns(value: unknown, reading: Reading): Message[] {
  const turns = array(value, "messages");
  if (turns.length === 0) throw new BadRequest("messages", "must have at least one message.");
  return turns.flatMap((each, i) => {
    const path = `messages[${i}]`;
    const turn = object(each, path);
    reading.others(turn, ["role", "content"], path);
    const at = `${path}.content`;
    switch (string(turn.role, `${path}.role`)) {
      case "user":
        return readUser(turn.content, at, reading);
      case "assistant":
        return [{ role: "assistant", parts: readAssistant(turn.content, at, reading) }];
      case "system":
        return [{ role: "system", parts: readTexts(turn.content, at, reading) }];
      default:
        throw new BadRequest(`${path}.role`, "must be user or assistant.");
    }
  });
}

function readTexts(content: unknown, path: string, reading: Reading): TextPart[] {
  if (typeof content === "string") return [{ kind: "text", text: content }];
  return blocksOf(content, path).map(([block, at]) => {
    if (block.type !== "text") throw new BadRequest(`${at}.type`, "must be text.");
    return readText(block, at, reading);
  });
}

/** Results of tools are messages of their own, in front of what the user says beside them. */
function readUser(content: unknown, path: string, reading: Reading): Message[] {
  if (typeof content === "string") return [{ role: "user", parts: [{ kind: "text", text: content }] }];
  const results: Message[] = [];
  const parts: UserPart[] = [];
  for (const [block, at] of blocksOf(content, path)) {
    if (block.type === "tool_result") results.push(readResult(block, at, reading));
    else if (isUserPart(block.type)) parts.push(...readUserPart(block, at, reading));
    else if (isForeign(block.type)) reading.asBytes(block, at);
    else throw new BadRequest(`${at}.type`, "must be text, image, document or tool_result.");
  }
  return parts.length > 0 || results.length === 0 ? [...results, { role: "user", parts }] : results;
}

function readResult(block: JsonObject, path: string, reading: Reading): Message {
  const { content } = block;
  const isError = maybe(block.is_error, `${path}.is_error`, boolean);
  reading.others(block, ["type", "tool_use_id", "content", "is_error"], path);
  return {
    role: "tool",
    callId: name(block.tool_use_id, `${path}.tool_use_id`),
    parts: content === undefined || content === null ? [] : readResultParts(content, `${path}.content`, reading),
    ...(isError && { isError: true }),
    ...cacheMark(block),
  };
}

function readResultParts(content: unknown, path: string, reading: Reading): ResultPart[] {
  if (typeof content === "string") return [{ kind: "text", text: content }];
  return blocksOf(content, path).flatMap(([block, at]): ResultPart[] => {
    if (isUserPart(block.type)) return readUserPart(block, at, reading).filter((part) => part.kind !== "audio");
    if (!isForeign(block.type)) throw new BadRequest(`${at}.type`, "must be text, image or document.");
    reading.asBytes(block, at);
    return [];
  });
}

function readAssistant(content: unknown, path: string, reading: Reading): AssistantPart[] {
  if (typeof content === "string") return [{ kind: "text", text: content }];
  const parts: AssistantPart[] = [];
  let carried: ReturnType<typeof carriedProof>;
  for (const [block, at] of blocksOf(content, path)) {
    const found = carriedProof(block);
    if (found !== undefined) carried = found;
    else parts.push(...readAssistantBlock(block, at, reading, carried));
  }
  return parts;
}

function readAssistantBlock(
  block: JsonObject,
  at: string,
  reading: Reading,
  carried: ReturnType<typeof carriedProof>,
): AssistantPart[] {
  switch (block.type) {
    case "text":
      return [readText(block, at, reading)];
    case "thinking": {
      const text = string(block.thinking, `${at}.thinking`);
      const signature = maybe(block.signature, `${at}.signature`, string) ?? "";
      return [
        { kind: "reasoning", text, ...(signature !== "" && { proof: { origin: "messages", value: signature } }) },
      ];
    }
    case "redacted_thinking": {
      const value = string(block.data, `${at}.data`);
      return [{ kind: "reasoning", text: "", proof: { origin: "redacted-messages", value } }];
    }
    case "tool_use": {
      const id = name(block.id, `${at}.id`);
      const json = JSON.stringify(maybe(block.input, `${at}.input`, object) ?? {});
      const proof = carried?.id === id ? { proof: carried.proof } : {};
      reading.others(block, ["type", "id", "name", "input"], at);
      return [
        {
          kind: "tool-call",
          id,
          name: name(block.name, `${at}.name`),
          arguments: json,
          place: at,
          ...proof,
          ...cacheMark(block),
        },
      ];
    }
    default:
      if (!isForeign(block.type))
        throw new BadRequest(`${at}.type`, "must be text, thinking, redacted_thinking or tool_use.");
      reading.asBytes(block, at);
      return [];
  }
}

function readText(block: JsonObject, at: string, reading: Reading): TextPart {
  reading.others(block, ["type", "text"], at);
  return { kind: "text", text: string(block.text, `${at}.text`), ...cacheMark(block) };
}

/** What a provider's own tools have left in a conversation. */
function isForeign(type: unknown): boolean {
  return typeof type === "string" && /^(server_tool_use|\w+_tool_result|search_result|tool_reference)$/.test(type);
}

function blocksOf(content: unknown, path: string): [JsonObject, string][] {
  if (!Array.isArray(content)) throw new BadRequest(path, "must be a string or an array of blocks.");
  return content.map((each: unknown, i) => [object(each, `${path}[${i}]`), `${path}[${i}]`]);
}
