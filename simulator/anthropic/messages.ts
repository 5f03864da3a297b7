import { type JsonObject, listOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import { checkBlock } from "./blocks.ts";
import { knownMembers } from "./check.ts";
import type { ModelTraits } from "./models.ts";

/** One message; a text is one block. */
export interface Message {
  readonly role: "user" | "assistant" | "system";
  readonly blocks: readonly JsonObject[];
}

/**
 * The messages; the results of tools stand at the beginning of the message behind their calls, all of them.
 * `betas` is the header.
 * @throws RequestProblem
 */
export function readMessages(value: unknown, traits: ModelTraits, betas: string): Message[] {
  if (!Array.isArray(value)) return badRequest("messages: Field required");
  if (value.length === 0) return badRequest("messages: at least one message is required");
  const hasSystem = betas.includes("mid-conversation-system");
  const messages = value.map((message, index) => readMessage(message, index, index === value.length - 1, hasSystem));
  if (messages[0]?.role !== "user") badRequest("messages: first message must use the user role");
  for (const [index, message] of messages.entries()) {
    checkCalls(message, messages[index + 1], index);
    checkResults(message, messages[index - 1], index);
  }
  checkPrefill(messages.at(-1), traits);
  return messages;
}

function readMessage(value: unknown, index: number, isLast: boolean, hasSystem: boolean): Message {
  const place = `messages.${index}`;
  const { role, content } = knownMembers(value, place, ["role", "content"]);
  const isKnown = role === "user" || role === "assistant" || (role === "system" && hasSystem);
  if (!isKnown) {
    return badRequest(`${place}.role: Unexpected role "${role}". The Messages API takes "user" and "assistant"`);
  }
  if (typeof content !== "string" && !Array.isArray(content)) badRequest(`${place}.content: Field required`);
  const given =
    typeof content === "string" ? (content === "" ? [] : [{ type: "text", text: content }]) : listOf(content);
  const mayBeEmpty = isLast && role === "assistant";
  if (given.length === 0 && !mayBeEmpty) {
    badRequest(`${place}: all messages must have non-empty content except for the optional final assistant message`);
  }
  return { role, blocks: given.map((block, at) => checkBlock(block, role, `${place}.content.${at}`)) };
}

function checkCalls(message: Message, after: Message | undefined, index: number): void {
  const calls = idsOf(message, "tool_use", "id");
  if (calls.length === 0) return;
  const leading = after?.blocks.findIndex(({ type }) => type !== "tool_result") ?? 0;
  const answered = (after?.blocks ?? []).slice(0, leading < 0 ? undefined : leading).map((block) => block.tool_use_id);
  const missing = calls.filter((id) => !answered.includes(id));
  if (missing.length === 0) return;
  badRequest(
    `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${missing.join(", ")}. Each ` +
      "`tool_use` block must have a corresponding `tool_result` block in the next message.",
  );
}

function checkResults(message: Message, before: Message | undefined, index: number): void {
  const calls = idsOf(before, "tool_use", "id");
  const seen = new Set<string>();
  for (const [at, block] of message.blocks.entries()) {
    if (block.type !== "tool_result") continue;
    const id = stringOf(block.tool_use_id);
    const place = `messages.${index}.content.${at}`;
    if (!calls.includes(id)) {
      badRequest(
        `${place}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${id}. Each \`tool_result\` block must have a ` +
          "corresponding `tool_use` block in the previous message.",
      );
    }
    if (seen.has(id))
      badRequest(
        `${place}: each tool_use must have a single result. Found multiple \`tool_result\` blocks with id: ${id}`,
      );
    seen.add(id);
  }
}

function idsOf(message: Message | undefined, type: string, member: string): string[] {
  return (message?.blocks ?? []).filter((block) => block.type === type).map((block) => stringOf(block[member]));
}

function checkPrefill(last: Message | undefined, { takesPrefill }: ModelTraits): void {
  if (last?.role !== "assistant") return;
  if (!takesPrefill) {
    badRequest("This model does not support assistant message prefill. The conversation must end with a user message.");
  }
  const text = stringOf(last.blocks.at(-1)?.text);
  if (text !== text.trimEnd()) badRequest("messages: final assistant content cannot end with trailing whitespace");
}
