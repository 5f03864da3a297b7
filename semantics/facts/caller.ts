/** Facts about the caller: the key, and what the caller says of the request. */
import type { FactReader } from "./reader.ts";
import { type TextMethod, textMethods } from "./text-methods.ts";

export const keyId: FactReader = { read: ({ request }) => request.key.id };
export const keyTeam: FactReader = { read: ({ request }) => request.key.team };
export const keyEnv: FactReader = { read: ({ request }) => request.key.env };
export const keyTags: FactReader = { read: ({ request }, tag) => request.key.tags.includes(tag) };

/** Some tag answers yes. */
export function keyTagsAsked(method: TextMethod): FactReader {
  const ask = textMethods[method];
  return { read: ({ request }, argument) => request.key.tags.some((tag) => ask(tag, argument)) };
}

/** Of a header that the policy declares. */
export function header(name: string): FactReader {
  return {
    read: ({ request: { headers } }) => (headers && Object.hasOwn(headers, name) ? headers[name] : undefined),
  };
}

export function metadata(name: string): FactReader {
  return { read: ({ request }) => (Object.hasOwn(request.metadata, name) ? request.metadata[name] : undefined) };
}
