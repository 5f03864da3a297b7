/** Facts that count the parts of a request. */
import type { FactReader } from "./reader.ts";

export const messages: FactReader = { read: ({ content }) => content.messages };
export const turns: FactReader = { read: ({ content }) => content.turns };
export const images: FactReader = { read: ({ content }) => content.images };
export const tools: FactReader = { read: ({ request }) => request.said.tools };
export const inputTokens: FactReader = { costly: true, read: (facts) => facts.inputTokens };
