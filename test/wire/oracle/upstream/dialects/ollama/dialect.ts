/** Ollama's own chat: lines of JSON. */
import type { Tally } from "../../../bill/tally.ts";
import { ollamaEmbeddings } from "../../embeddings/others.ts";
import { choiceAmong } from "../choice.ts";
import { askedByBody, type Fields, fields, list, type UpstreamDialect } from "../dialect.ts";
import { badRequest, errorOf, events, tooLong, whole } from "./answer.ts";

const byPath = askedByBody({ "/api/chat": "chat", "/api/embed": "embeddings" });

export const ollama: UpstreamDialect = {
  members: {
    "": new Set(["model", "messages", "tools", "format", "options", "stream", "keep_alive", "think"]),
    options: new Set([
      ...["num_ctx", "num_predict", "temperature", "top_p", "top_k", "seed", "presence_penalty", "frequency_penalty"],
      ...["repeat_penalty", "stop", "min_p"],
    ]),
  },
  tells: new Set([]),
  // A chat is a stream unless told otherwise.
  asked: (path, body) => byPath(path, { ...body, stream: path === "/api/chat" && body.stream !== false }),
  embeddings: ollamaEmbeddings,
  // Of a prompt beyond the window the beginning is cut off without a word.
  fault: ({ options }, context) => {
    const window = fields(options).num_ctx;
    return window === context ? undefined : `a window of ${String(window)}, where the model has ${context}`;
  },
  count,
  terms: (body) => ({ answers: 1, speaks: false, tools: toolsOf(body) }),
  told: ({ options, format: response_format, think: reasoning_effort, ...body }) => ({
    ...body,
    ...fields(options),
    ...{ response_format, reasoning_effort },
    // There is none to be said: tools are shown or not.
    tool_choice: choiceAmong(toolsOf(body), undefined),
  }),
  whole,
  events,
  streamType: "application/x-ndjson",
  tooLong,
  badRequest,
  errorOf,
};

function toolsOf({ tools }: Fields): string[] {
  return list(tools).map((tool) => String(fields((tool as Fields).function).name));
}

const settings = new Set(["model", "messages", "options", "stream", "keep_alive", "think"]);

function count(body: Fields, tally: Tally): void {
  for (const message of list(body.messages)) {
    tally.message();
    const { role: _, images, ...others } = fields(message);
    for (const image of list(images)) tally.picture(image, "tiles");
    for (const value of Object.values(others)) tally.any(value);
  }
  for (const [name, value] of Object.entries(body)) if (!settings.has(name)) tally.any(value);
}
