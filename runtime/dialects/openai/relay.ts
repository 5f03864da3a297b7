/**
 * Reads a stream that is passed on as bytes, only as far as it must. Inside a JSON string a quote is always escaped, so
 * `"usage"` with both quotes can only be a whole name or a whole value, never a part of a text. Where such bytes leave
 * any doubt the event is parsed.
 */

import type { Failure } from "../../failures.ts";
import type { RelayedEvent } from "../../operations/chat/stream-steps.ts";
import { parseJson } from "../../wire/parse-json.ts";
import { readEvent } from "../../wire/sse.ts";
import { bodyFailure } from "./errors.ts";
import { finishFailure, readUsage, reasoningOf, textOf } from "./response.ts";
import { isObject, type WireAnswer, type WireChoice } from "./wire.ts";

const nothing: RelayedEvent = { useful: false, finish: false, done: false, usageOnly: false };
const onlyUseful: RelayedEvent = { ...nothing, useful: true };

/** `bytes` are one whole event. `certain` parses it in any case, so that no malformed event is taken for a useful one. */
export function relayed(bytes: Buffer, certain = false): RelayedEvent {
  if (!certain && isPlainText(bytes)) return onlyUseful;
  const event = readEvent(bytes);
  if (event === undefined) return nothing;
  if (event.data.trim() === "[DONE]") return { ...nothing, done: true };
  const body = parseJson(event.data);
  if (!isObject(body)) return failed({ class: "malformed", detail: "an event of the stream is not a JSON object" });
  if ((body.error ?? undefined) !== undefined || event.type === "error") return failed(bodyFailure(body));
  return readChunk(body as WireAnswer);
}

function readChunk({ choices, usage, service_tier: tier }: WireAnswer): RelayedEvent {
  const all = Array.isArray(choices) ? choices.filter((choice) => typeof choice === "object" && choice !== null) : [];
  for (const choice of all) {
    const failure = finishFailure(choice.finish_reason);
    if (failure !== undefined) return failed(failure);
  }
  return {
    ...nothing,
    useful: all.some(isUseful),
    finish: all.some(({ finish_reason: word }) => typeof word === "string" && word !== ""),
    usageOnly: all.length === 0 && isObject(usage),
    ...(isObject(usage) ? { usage: readUsage(usage, tier) } : {}),
  };
}

function isUseful({ delta }: WireChoice): boolean {
  if (!isObject(delta)) return false;
  if (Array.isArray(delta.tool_calls) && delta.tool_calls.length > 0) return true;
  return textOf(delta) !== "" || reasoningOf(delta) !== "";
}

function failed(failure: Failure): RelayedEvent {
  return { ...nothing, failure };
}

const CONTENT = '"content":"';

/** The common case, in the spelling of most hosts: a piece of text and nothing else. False says nothing. */
function isPlainText(bytes: Buffer): boolean {
  // Latin-1 costs no decoding, and all that is looked for is ASCII.
  const text = bytes.toString("latin1");
  if (!text.startsWith("data: {") || !isOneObject(text)) return false;
  const content = text.indexOf(CONTENT);
  if (content < 0 || text[content + CONTENT.length] === '"') return false;
  return !text.includes('"error"') && isNullOrAbsent(text, '"usage"') && isNullOrAbsent(text, '"finish_reason"');
}

/** One line of data that ends with a brace. */
function isOneObject(text: string): boolean {
  const end = text.indexOf("\n");
  const last = text[end - 1] === "\r" ? end - 2 : end - 1;
  return text[last] === "}" && text.length - end <= 3;
}

function isNullOrAbsent(text: string, name: string): boolean {
  const at = text.indexOf(name);
  if (at < 0) return true;
  const value = at + name.length;
  return (text.startsWith(":null", value) || text.startsWith(": null", value)) && text.indexOf(name, value) < 0;
}
