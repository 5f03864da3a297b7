/** A gateway before one provider over bare TCP, whose answers a case says byte by byte, and what the client's stream says. */
import { type Asked, ask, type Reply, runtime, type TestRuntime } from "../../runtime/running.ts";
import type { RouteSpec, TargetSpec } from "../../runtime/table-text.ts";
import { answer, chunk, head, LAST_CHUNK, type RawRequest, rawServer } from "../raw/raw-server.ts";

export type Said = object | Said[];

/** A body, or the events of a stream, or a status with a body and headers. */
export interface Answered {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  text?: string;
  bytes?: Buffer;
  /** Absent: not streamed. */
  stream?: readonly (string | Buffer)[];
  type?: string;
}

export interface Cased {
  gateway: TestRuntime;
  seen: RawRequest[];
  /** Asks for chat completions of the route `chat`, unless said otherwise. */
  ask(body: object, asked?: Asked): Promise<Reply>;
}

export interface Case {
  target: TargetSpec;
  /** Of the target, without its provider. */
  model?: string;
  route?: Partial<RouteSpec>;
  answer: Answered | ((request: RawRequest) => Answered);
}

export async function cased({ target, model = "m", route, answer: answers }: Case): Promise<Cased> {
  const one = await rawServer((socket, request) => {
    const said = typeof answers === "function" ? answers(request) : answers;
    const { status = 200, headers = {}, json, text, bytes, stream, type = "text/event-stream" } = said;
    if (stream === undefined) return answer(socket, status, bytes ?? text ?? JSON.stringify(json), headers);
    socket.write(head(status, { "content-type": type, "transfer-encoding": "chunked", ...headers }));
    for (const piece of stream) socket.write(chunk(piece));
    socket.write(LAST_CHUNK);
  });
  const id = `one/${model}`;
  const gateway = await runtime(
    { targets: { [id]: target }, routes: { chat: { use: [id], ...route } } },
    { one: one.url },
  );
  const asks = (body: object, asked: Asked = {}) => ask(gateway, { ...asked, body: { model: "chat", ...body } });
  return { gateway, seen: one.seen, ask: asks };
}

export const event = (data: object, name?: string): string =>
  `${name === undefined ? "" : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`;

/** One piece of a stream of chat completions. */
export const piece = (delta: object, finish_reason: string | null = null, more: object = {}): string =>
  event({
    id: "c1",
    object: "chat.completion.chunk",
    created: 1,
    model: "up",
    choices: [{ index: 0, delta, finish_reason }],
    ...more,
  });

export const DONE = "data: [DONE]\n\n";

/** Events of Messages: `[type, members]`. */
export const messageEvents = (...events: readonly (readonly [string, object])[]): string[] =>
  events.map(([type, members]) => event({ type, ...members }, type));

export interface ClientChunk {
  id: string;
  model: string;
  choices: { index: number; delta: Record<string, unknown>; finish_reason: string | null }[];
  usage?: Record<string, unknown> | null;
  error?: Record<string, unknown>;
}

/** Of chat completions: every event but the end mark. */
export function chunksOf({ text }: Reply): ClientChunk[] {
  const blocks = text.split("\n\n").filter((block) => block !== "" && !block.startsWith(":"));
  return blocks.flatMap((block) =>
    block === "data: [DONE]" ? [] : [JSON.parse(block.replace(/^data: /, "")) as ClientChunk],
  );
}

export interface CallDelta {
  index: number;
  id?: string;
  type?: string;
  function: { name?: string; arguments?: string };
  extra_content?: unknown;
}

export function callDeltas(reply: Reply): CallDelta[] {
  return chunksOf(reply).flatMap(({ choices }) => (choices[0]?.delta.tool_calls as CallDelta[] | undefined) ?? []);
}

/** As a client that adds pieces up by index: names and arguments. */
export function callsOf(reply: Reply): { id: string | undefined; name: string | undefined; arguments: string }[] {
  const calls: { id: string | undefined; name: string | undefined; arguments: string }[] = [];
  for (const {
    index,
    id,
    function: { name, arguments: json = "" },
  } of callDeltas(reply)) {
    calls[index] ??= { id, name, arguments: "" };
    calls[index].arguments += json;
  }
  return calls;
}

/** The Messages events of a stream. */
export function messagesOf({ text }: Reply): Record<string, unknown>[] {
  return text.split("\n\n").flatMap((block) => {
    const data = /^data: (.*)$/m.exec(block)?.[1];
    return data === undefined ? [] : [JSON.parse(data) as Record<string, unknown>];
  });
}

export const hi: { role: string; content: string }[] = [{ role: "user", content: "hi" }];

export const tool = (
  name: string,
  parameters: object = { type: "object", properties: { a: { type: "number" } } },
): object => ({
  type: "function",
  function: { name, description: "does it", parameters },
});

export const called = (id: string, name: string, args = "{}"): object => ({
  id,
  type: "function",
  function: { name, arguments: args },
});
