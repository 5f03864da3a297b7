/** How each dialect is spoken by hand: the smallest request, what its streams and errors look like. */
import type { Simulator } from "../../simulator/start-simulator.ts";
import type { SimulatorDialect } from "../../simulator/wires.ts";

export interface Spoken {
  path(stream: boolean): string;
  readonly headers: Readonly<Record<string, string>>;
  /** What the request says besides what it must; streams are asked for where the body says so. */
  body(stream: boolean): object;
  /** The data of each event that came whole. */
  events(bytes: Buffer): string[];
  /** What names the kind of an error. */
  kindOf(body: never, headers: Headers): unknown;
}

const says = { messages: [{ role: "user", content: "Hello there" }] };
const googleBody = () => ({ contents: [{ role: "user", parts: [{ text: "Hello there" }] }] });
const googlePath = (prefix: string) => (stream: boolean) =>
  `${prefix}/models/model-a:${stream ? "streamGenerateContent?alt=sse" : "generateContent"}`;
const openaiError = ({ error }: { error: { type?: string; code: string | null } }) => error.code ?? error.type;
const googleError = (body: { error?: { status: string }; promptFeedback?: { blockReason: string } }) =>
  body.error?.status ?? body.promptFeedback?.blockReason;

export const spoken: Readonly<Record<SimulatorDialect, Spoken>> = {
  openai: {
    path: () => "/v1/chat/completions",
    headers: { authorization: "Bearer test-key" },
    body: (stream) => ({ model: "model-a", ...says, stream }),
    events: sseData,
    kindOf: openaiError,
  },
  "openai-responses": {
    path: () => "/v1/responses",
    headers: { authorization: "Bearer test-key" },
    body: (stream) => ({ model: "model-a", input: "Hello there", stream }),
    events: sseData,
    kindOf: openaiError,
  },
  "azure-openai": {
    path: () => "/openai/v1/chat/completions",
    headers: { "api-key": "test-key" },
    body: (stream) => ({ model: "model-a", ...says, stream }),
    events: sseData,
    kindOf: openaiError,
  },
  anthropic: {
    path: () => "/v1/messages",
    headers: { "x-api-key": "test-key", "anthropic-version": "2023-06-01" },
    body: (stream) => ({ model: "model-a", max_tokens: 1000, ...says, stream }),
    events: sseData,
    kindOf: ({ error }: { error: { type: string } }) => error.type,
  },
  gemini: {
    path: googlePath("/v1beta"),
    headers: { "x-goog-api-key": "test-key" },
    body: googleBody,
    events: sseData,
    kindOf: googleError,
  },
  vertex: {
    path: googlePath("/v1/projects/p/locations/l/publishers/google"),
    headers: { authorization: "Bearer test-key" },
    body: googleBody,
    events: sseData,
    kindOf: googleError,
  },
  "bedrock-converse": {
    path: (stream) => `/model/model-a/converse${stream ? "-stream" : ""}`,
    headers: { authorization: "Bearer test-key" },
    body: () => ({ messages: [{ role: "user", content: [{ text: "Hello there" }] }] }),
    events: frameData,
    kindOf: (_: unknown, headers: Headers) => headers.get("x-amzn-errortype")?.split(":")[0],
  },
  cohere: {
    path: () => "/v2/chat",
    headers: { authorization: "Bearer test-key" },
    body: (stream) => ({ model: "model-a", ...says, stream }),
    events: sseData,
    kindOf: ({ message }: { message: string }) => message,
  },
  ollama: {
    path: () => "/api/chat",
    headers: {},
    body: (stream) => ({ model: "model-a", ...says, stream }),
    events: (bytes) => bytes.toString("utf8").split("\n").slice(0, -1),
    kindOf: ({ error }: { error: string }) => error,
  },
};

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  /** The connection broke before the end. */
  readonly broke: boolean;
}

/** Asks by hand, with members of the body replaced. Rejects when no answer comes. */
export async function speak(
  simulator: Simulator,
  stream: boolean,
  asked: { body?: object; path?: string; headers?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<Told> {
  const { path, headers, body } = spoken[simulator.dialect];
  const response = await fetch(simulator.url + (asked.path ?? path(stream)), {
    method: "POST",
    headers: { "content-type": "application/json", ...headers, ...asked.headers },
    body: JSON.stringify({ ...body(stream), ...asked.body }),
    signal: asked.signal ?? null,
  });
  const parts: Uint8Array[] = [];
  let broke = false;
  try {
    for await (const part of response.body ?? []) parts.push(part);
  } catch {
    broke = true;
  }
  return { status: response.status, headers: response.headers, bytes: Buffer.concat(parts), broke };
}

function sseData(bytes: Buffer): string[] {
  const blocks = bytes.toString("utf8").split("\n\n").slice(0, -1);
  return blocks.map((block) => /^data: (.*)$/m.exec(block)?.[1] ?? "");
}

/** The payload of each frame; a frame that is not whole is left out. */
function frameData(bytes: Buffer): string[] {
  const payloads: string[] = [];
  for (let at = 0; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (at + length > bytes.length) break;
    payloads.push(bytes.toString("utf8", at + 12 + bytes.readUInt32BE(at + 4), at + length - 4));
    at += length;
  }
  return payloads;
}
