/** What is wrong with how a request was answered; undefined where it is in order. */
import type { Case } from "./cases.ts";
import type { Reply } from "./gateway.ts";

interface ErrorBody {
  type?: unknown;
  error?: { message?: unknown; type?: unknown; param?: unknown; code?: unknown };
}

/** A refusal in the client's words, or an answer that it can read. */
export function faultOf(reply: Reply, protocol: Case["protocol"]): string | undefined {
  if (reply.status >= 200 && reply.status < 300) return faultOfAnswer(reply, protocol);
  if (reply.status < 400 || reply.status >= 500) return `status ${reply.status}`;
  const { type, error } = parse(reply.text) as ErrorBody;
  if (error === undefined) return "no error in its body";
  if (typeof error.message !== "string" || error.message.length < 10) return "an error without a message";
  if (/undefined|\[object|NaN|null\b.*null/.test(error.message.replaceAll('"NaN"', "").slice(0, 200)))
    return "a message with a hole in it";
  if (typeof error.type !== "string" || !/^[a-z_]+$/.test(error.type)) return "an error without a type";
  if (protocol === "messages") return type === "error" ? undefined : "not the error of a Messages client";
  const hasParam = error.param === null || typeof error.param === "string";
  return hasParam && typeof error.code === "string" ? undefined : "an error without param or code";
}

/** The place that a refusal names. */
export function namedPlace(reply: Reply, protocol: Case["protocol"]): string | undefined {
  const { error } = parse(reply.text) as ErrorBody;
  if (protocol !== "messages") return typeof error?.param === "string" ? error.param : undefined;
  const words = String(error?.message ?? "").split(/[\s:,]+/);
  return words.find((word) => /^[a-z]\w*([.[][\w.[\]]+)?$/i.test(word) && (/[.[_]/.test(word) || members.has(word)));
}

/** Names at the top of a body that look like words. */
const members: ReadonlySet<string> = new Set([
  ...["model", "messages", "system", "tools", "stream", "temperature", "thinking", "metadata", "speed", "Model"],
  ...["Messages", "System", "Tools", "Stream", "Temperature", "Thinking", "Metadata", "Speed"],
]);

/** One is the other, or in it; case is what may be wrong. */
export function isNear(one: string, other: string): boolean {
  const isIn = (inner: string, outer: string) => inner.startsWith(outer) && /^([.[]|$)/.test(inner.slice(outer.length));
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return isIn(a, b) || isIn(b, a);
}

function faultOfAnswer({ type, text }: Reply, protocol: Case["protocol"]): string | undefined {
  if (type.startsWith("application/json")) return parse(text) === undefined ? "an answer that is not JSON" : undefined;
  if (!type.startsWith("text/event-stream")) return `an answer of type ${type}`;
  return faultOfStream(text, protocol);
}

const ends: Readonly<Record<Case["protocol"], RegExp>> = {
  chat: /^(\[DONE\]|\{"error":\{"message".*\}\})$/s,
  messages: /^\{"type":"(message_stop|error)".*\}$/s,
  responses: /^\{"type":"response\.(completed|incomplete|failed)".*\}$/s,
};

/** Every event can be read, and the last one, and no other, ends it. */
export function faultOfStream(text: string, protocol: Case["protocol"]): string | undefined {
  if (!text.endsWith("\n\n")) return "a stream that ends within an event";
  const events = text.slice(0, -2).split("\n\n");
  const said = events.filter((event) => !event.startsWith(":")).map((event) => event.split("data: ", 2)[1] ?? "");
  const isEnd = (data: string) => ends[protocol].test(data);
  if (!isEnd(said.at(-1) ?? "")) return "a stream without an end";
  if (said.slice(0, -1).some(isEnd)) return "a stream that goes on behind its end";
  const broken = said.find((data) => data !== "[DONE]" && parse(data) === undefined);
  return broken === undefined ? undefined : `an event that is not JSON: ${broken.slice(0, 100)}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
