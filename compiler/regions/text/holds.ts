import type { TextPredicate } from "./text-question.ts";

/** What the predicate says of this text; a pattern that is none holds for nothing. */
export function holds(predicate: TextPredicate, text: string): boolean {
  const { method, argument } = predicate;
  switch (method) {
    case "includes":
      return text.includes(argument);
    case "startsWith":
      return text.startsWith(argument);
    case "endsWith":
      return text.endsWith(argument);
    case "equals":
      return text === argument;
    case "matches":
      return compiled(predicate)?.test(text) ?? false;
  }
  return method satisfies never;
}

/** `/source/flags` in its parts; undefined when it is no such pattern. */
export function patternParts(argument: string): { readonly source: string; readonly flags: string } | undefined {
  const end = argument.lastIndexOf("/");
  const flags = argument.slice(end + 1);
  // With `g` or `y` an answer would depend on the one before.
  if (!argument.startsWith("/") || end < 1 || !/^[imsu]*$/.test(flags)) return undefined;
  return { source: argument.slice(1, end), flags };
}

const known = new WeakMap<TextPredicate, RegExp | undefined>();

function compiled(predicate: TextPredicate): RegExp | undefined {
  if (!known.has(predicate)) known.set(predicate, compile(predicate.argument));
  return known.get(predicate);
}

function compile(argument: string): RegExp | undefined {
  const parts = patternParts(argument);
  if (parts === undefined) return undefined;
  try {
    return new RegExp(parts.source, parts.flags);
  } catch {
    return undefined;
  }
}
