/** What the caller says about a request, for the policy's `metadata` facts. */
import { isUtf8 } from "node:buffer";
import type { IncomingHttpHeaders } from "node:http";

export interface Metadata {
  values: Record<string, string>;
  /** The header that could not be read. */
  badHeader?: string;
}

const JSON_HEADER = "x-pointsman-metadata";

/**
 * The declared names among the body's `metadata`, the JSON header and the single headers `x-pointsman-<name>`;
 * the later wins. Values are kept as they are: one that the policy does not list matches no rule.
 */
export function readMetadata(declared: readonly string[], body: unknown, headers: IncomingHttpHeaders): Metadata {
  const values: Record<string, string> = Object.create(null) as Record<string, string>;
  take(values, declared, body);
  const json = headers[JSON_HEADER];
  if (json !== undefined) {
    const parsed = parse(utf8(String(json)));
    if (parsed === undefined) return { values, badHeader: JSON_HEADER };
    take(values, declared, parsed);
  }
  for (const name of declared) {
    const value = headers[`x-pointsman-${name.toLowerCase()}`];
    if (value !== undefined && name.toLowerCase() !== "metadata") values[name] = utf8(String(value));
  }
  return { values };
}

function take(values: Record<string, string>, declared: readonly string[], from: unknown): void {
  if (typeof from !== "object" || from === null) return;
  for (const name of declared) {
    if (!Object.hasOwn(from, name)) continue;
    const value: unknown = (from as Record<string, unknown>)[name];
    if (["string", "number", "boolean"].includes(typeof value)) values[name] = String(value);
  }
}

/** Headers are read as Latin-1; clients send UTF-8. */
function utf8(header: string): string {
  const bytes = Buffer.from(header, "latin1");
  return isUtf8(bytes) ? bytes.toString("utf8") : header;
}

function parse(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
