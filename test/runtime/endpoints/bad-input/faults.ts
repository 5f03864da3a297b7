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
  return faultOfRefusal(reply, protocol);
}

/** How an answer was asked for, and whether it passes as the provider wrote it. */
export interface AskedFor {
  isStream: boolean;
  passes: boolean;
}

/** The same where the provider may have failed. */
export function faultOfEnd(
  reply: Reply,
  protocol: Case["protocol"],
  { isStream, passes }: AskedFor,
): string | undefined {
  const { status, type } = reply;
  if (status !== 200) return status < 400 || status === 500 ? `status ${status}` : faultOfRefusal(reply, protocol, 1);
  if (type.startsWith("text/event-stream") !== isStream) return `an answer of type ${type}`;
  const cost = reply.headers["x-pointsman-cost-usd"];
  if (cost !== undefined && !/^\d+(\.\d+)?$/.test(String(cost))) return `a cost of ${String(cost)}`;
  if (passes && !isStream) return parse(reply.text) === undefined ? "an answer that is not JSON" : undefined;
  return faultOfAnswer(reply, protocol);
}

/** `least`: characters of a message; a provider may say less than we do. */
function faultOfRefusal(reply: Reply, protocol: Case["protocol"], least: number = 10): string | undefined {
  const { type, error } = parse(reply.text) as ErrorBody;
  if (error === undefined) return "no error in its body";
  if (typeof error.message !== "string" || error.message.length < least) return "an error without a message";
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
  if (type.startsWith("application/json")) return faultOfWhole(parse(text));
  if (!type.startsWith("text/event-stream")) return `an answer of type ${type}`;
  return faultOfStream(text, protocol);
}

type Members = Readonly<Record<string, unknown>>;

/** What the official clients read without looking: lists, texts and numbers where they always are. */
function faultOfWhole(answer: unknown): string | undefined {
  if (typeof answer !== "object" || answer === null) return "an answer that is no object";
  const { choices, content, output, data, usage, input_tokens: counted } = answer as Members;
  if (typeof counted === "number") return undefined;
  const items = choices ?? content ?? output ?? data;
  if (!Array.isArray(items)) return "an answer without a list of what was said";
  if (items.some((item) => typeof item !== "object" || item === null)) return "an item that is no object";
  const counts = Object.entries((usage ?? {}) as Members).filter(([name]) => name.endsWith("_tokens"));
  return counts.some(([, count]) => typeof count !== "number") ? "a count that is no number" : undefined;
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
