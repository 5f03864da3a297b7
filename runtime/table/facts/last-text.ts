/** Facts about the last user text. */
import type { FactReader } from "./reader.ts";

export const hasCode: FactReader = { costly: true, read: ({ text }) => text.includes("```") };

/** Letter for letter. */
export const text: FactReader = { costly: true, read: (facts, argument) => facts.text.includes(argument) };
