/** What `decide` is told about a request: its body, its headers, its time. */
import { readText } from "./files.ts";
import { UsageError } from "./usage-error.ts";

export type Body = Readonly<Record<string, unknown>>;

export function readBody(path: string): Body {
  const body = parse(readText(path, "the request"), path);
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Body;
  throw new UsageError(`the request \`${path}\` must be an object, such as {"model": "…", "messages": […]}`);
}

/** From `name:value`, names in lower case. */
export function readHeaders(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const colon = text.indexOf(":");
      if (colon < 1) throw new UsageError(`--header is name:value, not \`${text}\``);
      return [text.slice(0, colon).trim().toLowerCase(), text.slice(colon + 1).trim()];
    }),
  );
}

export function readTime(text: string | undefined): Date {
  const time = text === undefined ? new Date() : new Date(text);
  if (Number.isNaN(time.getTime())) {
    throw new UsageError(`--at is a time such as 2026-03-01T09:00:00Z, not \`${text}\``);
  }
  return time;
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`the request \`${path}\` is not JSON`);
  }
}
