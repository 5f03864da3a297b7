/** What is written and read here, held against the types of the server's own client. Compiled by `npm run types`, never run. */
import type { ChatRequest, ChatResponse, Message, Options, Tool } from "ollama";
import type {
  WireAnswer,
  WireEffort,
  WireMessage,
  WireOptions,
  WireRequestBody,
  WireTool,
} from "../../../../runtime/dialects/ollama/wire.ts";

export const message = (said: WireMessage): Message => said;
export const messageMembers = (name: keyof WireMessage): keyof Message => name;
export const options = (said: WireOptions): Partial<Options> => said;
export const optionNames = (name: keyof WireOptions): keyof Options => name;
export const members = (name: keyof WireRequestBody): keyof ChatRequest => name;
export const format = (said: NonNullable<WireRequestBody["format"]>): NonNullable<ChatRequest["format"]> => said;
export const tool = (said: Omit<WireTool["function"], "parameters">): NonNullable<Tool["function"]> => said;
/** The client's types do not know the highest level yet. */
export const effort = (said: Exclude<WireEffort, "max">): NonNullable<ChatRequest["think"]> => said;

/** The client makes dates of times; of what is read here nothing is one. */
export const answer = (body: Omit<ChatResponse, "created_at">): WireAnswer => body;
