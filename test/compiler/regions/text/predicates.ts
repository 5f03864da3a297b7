import { patternParts } from "../../../../compiler/regions/text/holds.ts";
import type { TextPredicate } from "../../../../compiler/regions/text/text-question.ts";
import type { Random } from "../../../agreement/random.ts";

export const includes = (argument: string): TextPredicate => ({ method: "includes", argument });
export const startsWith = (argument: string): TextPredicate => ({ method: "startsWith", argument });
export const endsWith = (argument: string): TextPredicate => ({ method: "endsWith", argument });
export const equals = (argument: string): TextPredicate => ({ method: "equals", argument });
export const matches = (pattern: RegExp): TextPredicate => ({ method: "matches", argument: `${pattern}` });

/** What a predicate means, written a second time. */
export function isTrue({ method, argument }: TextPredicate, text: string): boolean {
  if (method === "equals") return text === argument;
  if (method !== "matches") return text[method](argument);
  const { source, flags } = patternParts(argument)!;
  return new RegExp(source, flags).test(text);
}

/** All texts over some characters up to a length. */
export function textsOver(characters: readonly string[], longest: number): string[] {
  const texts = [""];
  for (let done = 0, length = 0; length < longest; length += 1) {
    const until = texts.length;
    for (; done < until; done += 1) for (const character of characters) texts.push(texts[done]! + character);
  }
  return texts;
}

export interface Shape {
  readonly characters: readonly string[];
  /** Parts of patterns that take a character. */
  readonly sets: readonly string[];
  readonly flags: readonly string[];
}

export function randomPredicate(shape: Shape, random: Random, depth = 2): TextPredicate {
  const methods = ["includes", "startsWith", "endsWith", "equals", "matches", "matches", "matches", "matches"] as const;
  const method = random.pick(methods);
  if (method === "matches")
    return { method, argument: `/${randomPattern(shape, random, depth)}/${random.pick(shape.flags)}` };
  return { method, argument: random.list(random.integer(4), () => random.pick(shape.characters)).join("") };
}

function randomPattern(shape: Shape, random: Random, depth: number): string {
  const parts = random.list(1 + random.integer(4), () => randomPart(shape, random, depth));
  return `${random.once(4) ? "^" : ""}${parts.join("")}${random.once(4) ? "$" : ""}`;
}

const quantifiers = ["*", "+", "?", "{2}", "{1,3}", "{2,}", "*?"];

function randomPart(shape: Shape, random: Random, depth: number): string {
  const inner = () => randomPattern(shape, random, depth - 1);
  switch (random.integer(depth > 0 ? 10 : 6)) {
    case 0:
      return random.pick(["\\b", "\\B", "^", "$"]);
    case 1:
      return `${random.pick(shape.sets)}${random.pick(quantifiers)}`;
    case 6:
      return `(?:${inner()}|${inner()})`;
    case 7:
      return `(${inner()})${random.pick(quantifiers)}`;
    case 8:
      return `(?:${inner()})`;
    default:
      return random.pick(shape.sets);
  }
}
