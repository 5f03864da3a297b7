/** Checks of a client's JSON body. Each answers the value in its type, or throws the `BadRequest` that names the place. */
import type { Failure } from "../failures.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** Thrown inside a reader of bodies, and caught by it: `failure` is its answer. */
export class BadRequest extends Error {
  readonly failure: Failure;
  constructor(param: string, message: string) {
    super(message);
    this.failure = { class: "bad-request", detail: `${param} ${message}`, param };
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function object(value: unknown, path: string): JsonObject {
  if (!isObject(value)) throw new BadRequest(path, `must be an object, not ${nameOf(value)}.`);
  return value;
}

export function array(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new BadRequest(path, `must be an array, not ${nameOf(value)}.`);
  return value;
}

export function string(value: unknown, path: string): string {
  if (typeof value !== "string") throw new BadRequest(path, `must be a string, not ${nameOf(value)}.`);
  return value;
}

/** A string with at least one character. */
export function name(value: unknown, path: string): string {
  if (string(value, path) === "") throw new BadRequest(path, "must not be empty.");
  return value as string;
}

export function boolean(value: unknown, path: string): boolean {
  if (typeof value !== "boolean") throw new BadRequest(path, `must be true or false, not ${nameOf(value)}.`);
  return value;
}

/** The check's answer, or undefined where the member is missing or null. */
export function maybe<T>(value: unknown, path: string, check: (value: unknown, path: string) => T): T | undefined {
  return value === undefined || value === null ? undefined : check(value, path);
}

/** Names that differ in case alone are refused; `prefix` stands before them, with its dot. */
export function checkSpelling(object: JsonObject, twin: (name: string) => string | undefined, prefix = ""): void {
  for (const name of Object.keys(object)) {
    const meant = twin(name);
    if (meant !== undefined) throw new BadRequest(`${prefix}${name}`, `must be written "${meant}".`);
  }
}

/** A value as a message quotes it. */
export function shownValue(value: unknown): string {
  if (typeof value === "string") return value.length > 40 ? "a longer text" : JSON.stringify(value);
  if (value === null || typeof value !== "object") return String(value);
  return Array.isArray(value) ? "a list" : "an object";
}

function nameOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (typeof value === "object") return Array.isArray(value) ? "an array" : "an object";
  return `a ${typeof value}`;
}
