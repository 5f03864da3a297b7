/** Facts about the last user text. */
import type { FactReader } from "./reader.ts";
import { type TextMethod, textMethods } from "./text-methods.ts";

export const hasCode: FactReader = { costly: true, read: ({ text }) => text.includes("```") };

/** Letter for letter. */
export function textAsked(method: TextMethod): FactReader {
  const asked = textMethods[method];
  return { costly: true, read: ({ text }, argument) => asked(text, argument) };
}

/**
 * The pattern, written `/source/flags`, is compiled once; nothing when it is none. It is matched against all of the text,
 * which a route bounds by its `max.textBytes`: patterns that do not take linear time do not compile.
 */
export function textMatches(pattern: string): FactReader | undefined {
  const compiled = compile(pattern);
  return compiled && { costly: true, read: ({ text }) => compiled.test(text) };
}

function compile(pattern: string): RegExp | undefined {
  const end = pattern.lastIndexOf("/");
  const flags = pattern.slice(end + 1);
  // With `g` or `y` an answer would depend on the one before.
  if (!pattern.startsWith("/") || end < 1 || !/^[imsu]*$/.test(flags)) return undefined;
  try {
    return new RegExp(pattern.slice(1, end), flags);
  } catch {
    return undefined;
  }
}
