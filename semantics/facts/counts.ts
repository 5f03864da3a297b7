/** Facts that count the parts of a request. */
import { list } from "./body.ts";
import type { FactReader } from "./reader.ts";

export const messages: FactReader = { read: ({ content }) => content.messages };
export const turns: FactReader = { read: ({ content }) => content.turns };
export const images: FactReader = { read: ({ content }) => content.images };
export const tools: FactReader = { read: ({ request }) => list(request.body.tools).length };
export const inputTokens: FactReader = { costly: true, read: (facts) => facts.inputTokens };
