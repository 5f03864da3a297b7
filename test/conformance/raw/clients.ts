/** Clients of the three APIs, as far as these tests need them: what they ask, and what they make of what comes. */
import { ask, type Reply } from "../../runtime/running.ts";

export interface Heard {
  status: number;
  text: string;
  /** It ended as that API says an answer ends. */
  clean: boolean;
  /** The code or type of the error that it ended with. */
  error?: string | undefined;
  reply: Reply;
}

type Members = Record<string, unknown>;

export interface WireClient {
  name: string;
  path: string;
  body(text: string, stream: boolean): Members;
  whole(json: Members): string;
  /** Parsed events → texts, whether they end well, and the error among them. */
  streamed(events: Members[], raw: string): { text: string; clean: boolean; error?: string | undefined };
}

const chat: WireClient = {
  name: "chat completions",
  path: "/v1/chat/completions",
  body: (content, stream) => ({ model: "chat", messages: [{ role: "user", content }], stream }),
  whole: (json) => (json as { choices: { message: { content: string } }[] }).choices[0]!.message.content,
  streamed: (events, raw) => {
    const choices = events.flatMap((event) => (event.choices ?? []) as { delta?: Members; finish_reason?: string }[]);
    const error = events.find((event) => event.error)?.error as { code?: string } | undefined;
    return {
      text: choices.map(({ delta }) => (delta?.content as string | undefined) ?? "").join(""),
      clean: raw.endsWith("data: [DONE]\n\n") && choices.some((choice) => choice.finish_reason),
      error: error && String(error.code),
    };
  },
};

const messages: WireClient = {
  name: "messages",
  path: "/v1/messages",
  body: (content, stream) => ({ model: "chat", max_tokens: 50, messages: [{ role: "user", content }], stream }),
  whole: (json) => (json as { content: { text?: string }[] }).content.map(({ text }) => text ?? "").join(""),
  streamed: (events) => {
    const deltas = events.filter(({ type }) => type === "content_block_delta").map(({ delta }) => delta as Members);
    const error = events.find(({ type }) => type === "error")?.error as { type?: string } | undefined;
    return {
      text: deltas.map(({ text }) => text ?? "").join(""),
      clean: events.at(-1)?.type === "message_stop" && events.some(({ type }) => type === "message_delta"),
      error: error?.type,
    };
  },
};

const responses: WireClient = {
  name: "responses",
  path: "/v1/responses",
  body: (input, stream) => ({ model: "chat", input, stream, store: false }),
  whole: (json) => {
    const items = json.output as { type: string; content?: { text?: string }[] }[];
    const said = items.flatMap(({ type, content = [] }) => (type === "message" ? content : []));
    return said.map(({ text }) => text ?? "").join("");
  },
  streamed: (events) => {
    const last = events.at(-1);
    const failed = last?.type === "response.failed" ? (last.response as { error?: { code?: string } }) : undefined;
    return {
      text: events
        .flatMap(({ type, delta }) => (type === "response.output_text.delta" ? [delta as string] : []))
        .join(""),
      clean: last?.type === "response.completed",
      error: failed && String(failed.error?.code),
    };
  },
};

export const clients: readonly WireClient[] = [chat, messages, responses];

export async function hear(
  gateway: { url: string },
  client: WireClient,
  stream: boolean,
  more: Members = {},
): Promise<Heard> {
  const reply = await ask(gateway, { path: client.path, body: { ...client.body("hi", stream), ...more } });
  return heard(reply, client, stream);
}

export function heard(reply: Reply, client: WireClient, stream: boolean): Heard {
  const { status, headers, text: raw } = reply;
  if (status !== 200) return { status, text: "", clean: false, error: errorOf(reply), reply };
  const isStream = headers["content-type"]?.startsWith("text/event-stream") === true;
  if (isStream !== stream) return { status, text: "", clean: false, error: `not what was asked: ${raw}`, reply };
  if (!stream) return { status, text: client.whole(JSON.parse(raw) as Members), clean: true, reply };
  return { status, ...client.streamed(eventsOf(raw, client), raw), reply };
}

function errorOf({ text }: Reply): string {
  const { error } = JSON.parse(text) as { error?: { code?: string | null; type?: string } };
  return String(error?.code ?? error?.type);
}

/** As the clients of this API read events: those of chat completions know nothing but one line of data. */
export function eventsOf(raw: string, { name }: WireClient): Members[] {
  return raw.split(/\r?\n\r?\n/).flatMap((block) => {
    if (block === "" || block.startsWith(":") || block === "data: [DONE]") return [];
    const lines = block.split(/\r?\n/);
    const event = lines[0]?.startsWith("event: ") ? lines.shift()!.slice(7) : undefined;
    const isReadable = lines.every((line) => line.startsWith("data: ")) && (lines.length === 1 || name !== chat.name);
    if (!isReadable) throw new Error(`no client reads this event: ${block}`);
    const parsed = JSON.parse(lines.map((line) => line.slice(6)).join("\n")) as Members;
    if (name === chat.name ? event !== undefined : event !== parsed.type)
      throw new Error(`not the event's name: ${block}`);
    return [parsed];
  });
}
