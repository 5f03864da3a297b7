/** Facts about what was asked for, and where. */
import { MOST_CHOICES } from "../../schemas/facts.ts";
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

export const choices: FactReader = { read: ({ request }) => choicesOf(request.body) };

/** The most that a body may ask for. */
export const mostChoices: number = MOST_CHOICES;

/** Answers that a body asks for: one, unless it names a whole number of them. */
export function choicesOf(body: Readonly<Record<string, unknown>>): number {
  return Number.isSafeInteger(body.n) && Number(body.n) >= 1 ? (body.n as number) : 1;
}

export function maxOutputTokensOf(body: Readonly<Record<string, unknown>>): number | undefined {
  return saidLimit(body);
}
