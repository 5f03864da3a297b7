/** Chat completions. */
import { type Choice, choiceAmong, choiceInWords } from "../../upstream/dialects/choice.ts";
import { type Fields, fields, isFields, list } from "../../upstream/dialects/dialect.ts";
import type { ClientApi } from "../api.ts";
import { eventsOf, wholeOf } from "./heard.ts";
import { chatTricks } from "./tricks.ts";
import { draftChat } from "./usual.ts";

export const chat: ClientApi = {
  endpoint: "chat",
  path: "/v1/chat/completions",
  listName: "messages",
  limitNames: ["max_tokens", "max_completion_tokens"],
  settings: ["temperature", "top_p", "seed", "store", "user", "stop", "logprobs", "parallel_tool_calls"],
  say: (content) => ({ role: "user", content }),
  choose: (choice) => (typeof choice === "string" ? choice : { type: "function", function: choice }),
  withText,
  draft: draftChat,
  tricks: chatTricks,
  whole: wholeOf,
  events: eventsOf,
  told: ({ parallel_tool_calls, tool_choice, ...body }) => ({
    ...leaving(body, apart),
    ...called(body, choiceInWords(tool_choice), parallel_tool_calls),
  }),
  ownNames: {},
  isRefusal: isOpenaiError,
};

const apart: ReadonlySet<string> = new Set([
  ...["model", "messages", "stream", "stream_options", "tools", "functions", "function_call"],
  ...["max_tokens", "max_completion_tokens", "n", "modalities", "audio", "prediction", "safety_identifier"],
]);

/** Without any, nothing is said of how many are called. */
function hasTools({ tools }: Fields): boolean {
  return list(tools).length > 0;
}

/** How tools are called: a tool that is not there cannot be, and where none may be nothing is said of how many. */
export function called({ tools }: Fields, choice: Choice | undefined, parallel_tool_calls: unknown): Fields {
  if (!hasTools({ tools })) return {};
  const names = list(tools).map((tool) => String(fields(fields(tool).function).name ?? fields(tool).name));
  const isThere = typeof choice !== "object" || names.includes(choice.name);
  return {
    tool_choice: isThere ? choiceAmong(names, choice) : undefined,
    ...(choice !== "none" && { parallel_tool_calls }),
  };
}

export function leaving(body: Fields, names: ReadonlySet<string>): Fields {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.has(name)));
}

/** Of an item with a role and content: a text, or parts of which the first text is changed. */
export function withText(item: unknown, change: (text: string) => string): unknown {
  if (!isFields(item)) return item;
  const { content } = item;
  if (typeof content === "string") return { ...item, content: change(content) };
  const parts = list(content).map((part) => {
    const { text } = fields(part);
    return typeof text === "string" ? { ...fields(part), text: change(text) } : part;
  });
  return { ...item, content: parts };
}

export function isOpenaiError({ error }: Fields): boolean {
  return isFields(error) && ["message", "type", "param", "code"].every((name) => name in error);
}
