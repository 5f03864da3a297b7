/** What is sent to each endpoint before something is put into it that does not belong. */
import { chatParameters } from "../../../../schemas/parameters/chat.ts";
import { embeddingsParameters } from "../../../../schemas/parameters/embeddings.ts";
import { messagesMembers } from "../../../../schemas/parameters/messages.ts";
import { responsesParameters } from "../../../../schemas/parameters/responses.ts";
import { ownChat, plainChat } from "./bodies/chat-completions.ts";
import { idsToEmbed, textsToEmbed } from "./bodies/embeddings.ts";
import { ownMessages, plainMessages } from "./bodies/messages.ts";
import { plainResponse, toolsResponse } from "./bodies/responses.ts";
import { embedding, places } from "./gateway.ts";

export interface Case {
  name: string;
  path: string;
  body: Readonly<Record<string, unknown>>;
  /** How its clients read errors and streams. */
  protocol: "chat" | "messages" | "responses";
  /** The providers that can be asked for it. */
  places: readonly string[];
}

const chat = { path: "/v1/chat/completions", protocol: "chat" } as const;
const messages = { path: "/v1/messages", protocol: "messages" } as const;
const responses = { path: "/v1/responses", protocol: "responses" } as const;
const embeddings = { path: "/v1/embeddings", protocol: "chat" } as const;
const body = (value: object) => value as Case["body"];

const { max_tokens: _, stream: _stream, ...counted } = plainMessages;

export const cases: readonly Case[] = [
  { name: "chat completions", ...chat, body: body(plainChat), places },
  { name: "chat completions of their own", ...chat, body: body(ownChat), places: ["openai", "azure", "vertexmistral"] },
  { name: "messages", ...messages, body: body(plainMessages), places },
  { name: "messages of their own", ...messages, body: body(ownMessages), places: ["anthropic"] },
  { name: "count_tokens", ...messages, path: "/v1/messages/count_tokens", body: body(counted), places },
  { name: "responses", ...responses, body: body(plainResponse), places },
  { name: "responses with tools", ...responses, body: body(toolsResponse), places },
  { name: "embeddings of texts", ...embeddings, body: body(textsToEmbed), places: embedding },
  { name: "embeddings of ids", ...embeddings, body: body(idsToEmbed), places: ["openai", "azure"] },
];

/** By endpoint, the names that its bodies must have between them: all that are listed, but for what is always refused. */
export const listed: Readonly<Record<string, readonly string[]>> = {
  [chat.path]: Object.keys(chatParameters),
  [messages.path]: taken(messagesMembers),
  [responses.path]: taken(responsesParameters),
  [embeddings.path]: Object.keys(embeddingsParameters),
};

function taken(members: Readonly<Record<string, { refused?: string }>>): string[] {
  return Object.keys(members).filter((name) => members[name]?.refused === undefined);
}

/** The case's body at one of its places. */
export function bodyAt({ body }: Case, place: string): Record<string, unknown> {
  return { ...body, model: `${String(body.model)}-${place}` };
}
