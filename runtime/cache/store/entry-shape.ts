/** What is read from a store may be anything: whether it is an entry. */
import type { Answer, AnswerPart, FinishReason, Usage } from "../../operations/chat/answer.ts";
import type { CacheEntry, EntryOrigin } from "../entry.ts";
import type { ListedEntry } from "./cache-store.ts";

/** An entry without its vector; `asked` is the text that it belongs to. */
export type KeptEntry = Omit<CacheEntry, "meaning"> & { readonly asked?: string };

export function isKeptEntry(value: unknown): value is KeptEntry {
  return (
    isRecord(value) &&
    isText(value.id) &&
    isList(value.keys, isText) &&
    isText(value.partition) &&
    isOrigin(value.origin) &&
    isNumber(value.stored) &&
    isNumber(value.expires) &&
    isAbsentOr(value.cost, isNumber) &&
    isAnswer(value.answer) &&
    isAbsentOr(value.asked, isText)
  );
}

export function isListedEntry(value: unknown): value is ListedEntry {
  return (
    isRecord(value) &&
    isText(value.id) &&
    isOrigin(value) &&
    [value.stored, value.expires, value.bytes].every(isNumber) &&
    typeof value.hasMeaning === "boolean"
  );
}

function isOrigin(value: unknown): value is EntryOrigin {
  if (!isRecord(value) || !isRecord(value.scope)) return false;
  const { route, scope, table, target } = value;
  const isScope = ["key", "team", "global"].includes(String(scope.of)) && isAbsentOr(scope.name, isText);
  return isScope && [route, table, target].every(isText);
}

const FINISHES: readonly FinishReason[] = ["stop", "length", "tool-calls", "content-filter"];

function isAnswer(value: unknown): value is Answer {
  return (
    isRecord(value) &&
    isList(value.parts, isPart) &&
    FINISHES.some((finish) => finish === value.finish) &&
    isAbsentOr(value.stopSequence, isText) &&
    isAbsentOr(value.usage, isUsage)
  );
}

function isPart(value: unknown): value is AnswerPart {
  if (!isRecord(value)) return false;
  switch (value.kind) {
    case "text":
    case "refusal":
      return isText(value.text);
    case "reasoning":
      return isText(value.text) && isAbsentOr(value.proof, isProof);
    case "tool-call":
      return [value.id, value.name, value.arguments].every(isText) && isAbsentOr(value.proof, isProof);
    default:
      return false;
  }
}

function isProof(value: unknown): boolean {
  return isRecord(value) && isText(value.origin) && isText(value.value);
}

const COUNTED = ["input", "output", "cacheRead", "cacheWrite", "reasoning"];

function isUsage(value: unknown): value is Usage {
  if (!isRecord(value) || !COUNTED.every((name) => isNumber(value[name]))) return false;
  return Object.entries(value).every(([name, one]) => (name === "serviceTier" ? isText(one) : isNumber(one)));
}

function isAbsentOr(value: unknown, is: (value: unknown) => boolean): boolean {
  return value === undefined || is(value);
}

function isList<T>(value: unknown, is: (value: unknown) => value is T): value is T[] {
  return Array.isArray(value) && value.every(is);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}
