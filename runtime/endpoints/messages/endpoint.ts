import { messagesMembers } from "../../../schemas/parameters/messages.ts";
import { ChatSaid } from "../../../semantics/facts/chat-said.ts";
import { parameterNamed } from "../../../semantics/parameters/names.ts";
import type { ChatEndpoint } from "../endpoint.ts";
import { TranslateSteps } from "../translate-steps.ts";
import { messagesLimitHeaders } from "./limit-headers.ts";
import { passMessages } from "./pass-body.ts";
import { fixMessages, readMessagesRequest } from "./read-request.ts";
import { RelaySteps } from "./relay-steps.ts";
import { writeMessage } from "./write-answer.ts";
import { MessageEvents } from "./write-events.ts";
import { writeRefusal } from "./write-refusal.ts";

function memberOf(parameter: string): string {
  const [name] =
    Object.entries(messagesMembers).find(([, { says }]) => says.length === 1 && says[0] === parameter) ?? [];
  return name ?? parameter;
}

/** POST /v1/messages. */
export const messages: ChatEndpoint = {
  name: "messages",
  wire: "messages",
  contentName: "messages",
  read: readMessagesRequest,
  fix: fixMessages,
  said: (members) => new ChatSaid(members),
  isParameter: (name) => parameterNamed(name) !== undefined,
  wantsUsage: () => true,
  pass: passMessages,
  answer: (answer, model) => JSON.stringify(writeMessage(answer, model)),
  relay: (reader) => new RelaySteps(reader),
  translate: (reader, { model, inputTokens }) => new TranslateSteps(reader, new MessageEvents(model, inputTokens)),
  memberOf,
  refusal: writeRefusal,
  limitHeaders: messagesLimitHeaders,
  // The API has a status of its own for a provider that has too much to do.
  status: ({ code, status }) => (code === "overloaded" ? 529 : status),
};
