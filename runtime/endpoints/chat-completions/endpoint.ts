import { ChatSaid } from "../../../semantics/facts/chat-said.ts";
import { parameterNamed } from "../../../semantics/parameters/names.ts";
import type { ChatEndpoint } from "../endpoint.ts";
import { TranslateSteps } from "../translate-steps.ts";
import { passBody } from "./pass-body.ts";
import { asksForUsage, fixChat, readChat } from "./read-request.ts";
import { RelaySteps } from "./relay-steps.ts";
import { answerHead, writeAnswer } from "./write-answer.ts";
import { chunkWriter } from "./write-chunks.ts";
import { writeRefusal } from "./write-refusal.ts";

/** POST /v1/chat/completions. */
export const chatCompletions: ChatEndpoint = {
  name: "chat",
  contentName: "messages",
  dropsProofs: true,
  wire: "chat-completions",
  read: readChat,
  fix: fixChat,
  isParameter: (name) => parameterNamed(name) !== undefined,
  said: (body) => new ChatSaid(body),
  wantsUsage: asksForUsage,
  pass: passBody,
  answer: (answer, model) => JSON.stringify(writeAnswer(answer, answerHead(model))),
  relay: (reader, wantsUsage) => new RelaySteps(reader, wantsUsage),
  translate: (reader, { model, wantsUsage }) => new TranslateSteps(reader, chunkWriter(answerHead(model), wantsUsage)),
  refusal: writeRefusal,
};
