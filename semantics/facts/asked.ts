/** Facts about what was asked for, and where. */
import { MOST_CHOICES } from "../../schemas/facts.ts";
import type { FactReader } from "./reader.ts";

export const route: FactReader = { read: ({ request }) => request.route };

export const model: FactReader = { read: ({ request }) => request.said.model };

export const endpoint: FactReader = { read: ({ request }) => request.endpoint };

export const stream: FactReader = { read: ({ request }) => request.said.stream };

export const maxOutputTokens: FactReader = { read: ({ request }) => request.said.maxOutputTokens };

export const choices: FactReader = { read: ({ request }) => request.said.choices };

/** The most answers that may be asked for. */
export const mostChoices: number = MOST_CHOICES;
