/** Facts about what was asked for, and where. */
import type { FactReader } from "./reader.ts";

export const route: FactReader = { read: ({ request }) => request.route };

export const model: FactReader = {
  read({ request: { body } }) {
    return typeof body.model === "string" ? body.model : undefined;
  },
};

export const endpoint: FactReader = { read: ({ request }) => request.endpoint };

export const stream: FactReader = { read: ({ request }) => request.body.stream === true };

export const maxOutputTokens: FactReader = { read: ({ request }) => maxOutputTokensOf(request.body) };

/** The newer of the two parameters counts. Only a whole number is one. */
export function maxOutputTokensOf(body: Readonly<Record<string, unknown>>): number | undefined {
  const asked = body.max_completion_tokens ?? body.max_tokens;
  return Number.isInteger(asked) ? (asked as number) : undefined;
}
