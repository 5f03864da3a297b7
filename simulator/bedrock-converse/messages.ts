import { type JsonObject, listOf, objectOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import { checkBlock } from "./blocks.ts";
import { constraint, knownMembers, modelRefuses } from "./check.ts";

export interface Message {
  readonly role: "user" | "assistant";
  readonly blocks: readonly JsonObject[];
}

/**
 * The turns of a conversation, which alternate; the results of tools follow their calls, all of them and no other.
 * @throws RequestProblem
 */
export function readMessages(value: unknown): Message[] {
  if (!Array.isArray(value) || value.length === 0)
    constraint(value ?? null, "messages", "have length greater than or equal to 1");
  const messages = listOf(value).map(readMessage);
  if (messages[0]?.role !== "user") {
    badRequest(
      "A conversation must start with a user message. Try again with a conversation that starts with a user message.",
    );
  }
  for (const [index, message] of messages.entries()) {
    if (index > 0 && message.role === messages[index - 1]?.role) {
      badRequest(
        "A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and " +
          "assistant roles and try again.",
      );
    }
    checkResults(message, messages[index - 1], index);
  }
  const last = messages.at(-1);
  const end = last?.role === "assistant" ? last.blocks.at(-1)?.text : undefined;
  if (typeof end === "string" && end !== end.trimEnd()) {
    modelRefuses("messages: final assistant content cannot end with trailing whitespace");
  }
  if (idsOf(last, "toolUse").length > 0) badRequest(expected(messages.length, idsOf(last, "toolUse")));
  return messages;
}

function readMessage(value: unknown, index: number): Message {
  const path = `messages.${index}`;
  const { role, content } = knownMembers(value, path, ["role", "content"]);
  if (role !== "user" && role !== "assistant") {
    return constraint(role ?? null, `${path}.role`, "satisfy enum value set: [user, assistant]");
  }
  const blocks = listOf(content);
  if (blocks.length === 0) {
    badRequest(
      `The content field in the Message object at ${path} is empty. Add a ContentBlock object to the content field and try again.`,
    );
  }
  for (const [at, block] of blocks.entries()) checkBlock(block, `${path}.content.${at}`);
  const made = blocks.map(objectOf);
  if (made.some(({ document }) => document) && !made.some(({ text }) => text)) {
    badRequest("A text block is required when a document is included in a message.");
  }
  const wrong = role === "user" ? "toolUse" : "toolResult";
  if (made.some((block) => block[wrong])) {
    badRequest(`${wrong === "toolUse" ? "User" : "Assistant"} messages cannot contain ${wrong} blocks: ${path}`);
  }
  return { role, blocks: made };
}

function checkResults(message: Message, before: Message | undefined, index: number): void {
  const calls = idsOf(before, "toolUse");
  const results = idsOf(message, "toolResult");
  const missing = calls.filter((id) => !results.includes(id));
  if (missing.length > 0) badRequest(expected(index, missing));
  if (results.length > calls.length) {
    badRequest(
      `The number of toolResult blocks at messages.${index}.content exceeds the number of toolUse blocks of previous turn.`,
    );
  }
}

function expected(index: number, ids: readonly unknown[]): string {
  return `Expected toolResult blocks at messages.${index}.content for the following Ids: ${ids.join(", ")}`;
}

function idsOf(message: Message | undefined, kind: "toolUse" | "toolResult"): unknown[] {
  return (message?.blocks ?? []).flatMap((block) => (block[kind] ? [objectOf(block[kind]).toolUseId] : []));
}
