/** Facts about what was asked for, and where. */
import { saidLimit } from "../parameters/output-limit.ts";
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

export function maxOutputTokensOf(body: Readonly<Record<string, unknown>>): number | undefined {
  return saidLimit(body);
}
