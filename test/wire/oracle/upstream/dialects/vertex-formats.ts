/** Models of other makers in a project of the cloud, each in its maker's words. */
import { anthropic } from "./anthropic/dialect.ts";
import { events } from "./chat-completions/answer.ts";
import { askedByBody, type Fields, type UpstreamDialect, type WireAsk } from "./dialect.ts";
import { openai } from "./openai.ts";

/** Messages, with the version in the body, and the model in the URL alone. */
export const vertexAnthropic: UpstreamDialect = {
  ...anthropic,
  members: {
    ...anthropic.members,
    "": new Set([...without(anthropic.members[""]!, "model"), "anthropic_version"]),
  },
  asked: (path, body) => askedAt("/publishers/anthropic/models/", path, body),
  fault: ({ anthropic_version: version }) =>
    version === "vertex-2023-10-16" ? undefined : `the version ${String(version)}`,
};

/** The maker's own chat, which refuses members that it does not know. */
export const vertexMistral: UpstreamDialect = {
  ...ownWithout(openai),
  members: {
    "": new Set([
      ...["model", "messages", "temperature", "top_p", "max_tokens", "stream", "stop", "random_seed", "tools", "n"],
      ...["response_format", "tool_choice", "presence_penalty", "frequency_penalty", "prediction", "safe_prompt"],
      ...["parallel_tool_calls", "prompt_mode"],
    ]),
  },
  // A stream tells its usage unasked.
  events: (bill, says) => events(bill, says, { stream_options: { include_usage: true } }),
  asked: (path, body) => askedAt("/publishers/mistralai/models/", path, body),
};

/** Open models behind chat completions, whose URL names no model. */
export const vertexOpenai: UpstreamDialect = {
  ...ownWithout(openai),
  asked: askedByBody({ "/endpoints/openapi/chat/completions": "chat" }),
};

const methods = /^([^/]+):(rawPredict|streamRawPredict)$/;

/** Whether it is to be a stream is said in the URL and in the body. */
function askedAt(prefix: string, path: string, body: Fields): WireAsk | undefined {
  const [, name, method] = (path.startsWith(prefix) && methods.exec(path.slice(prefix.length))) || [];
  const stream = body.stream === true;
  if (name === undefined || stream !== (method === "streamRawPredict")) return undefined;
  return { operation: "chat", model: decodeURIComponent(name), stream };
}

function without(names: ReadonlySet<string>, left: string): string[] {
  return [...names].filter((name) => name !== left);
}

/** It makes no embeddings here. */
function ownWithout({ embeddings: _, ...chat }: UpstreamDialect): UpstreamDialect {
  return chat;
}
