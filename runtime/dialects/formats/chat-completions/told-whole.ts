/** Pieces of a stream that some hosts tell as they tell whole answers, or as completions of old do: where clients read no word of them. */
import { isObject, type WireAnswer, type WireChoice, type WireMessage } from "./wire.ts";

type Told = WireChoice & { message?: unknown; text?: unknown };

/** The same event with a `delta` in each choice that says something elsewhere; undefined for one that is well as it is. */
export function withDeltas(body: WireAnswer): WireAnswer | undefined {
  const { choices } = body;
  if (!Array.isArray(choices)) return undefined;
  const found = choices.map((choice) => (isObject(choice) ? withDelta(choice) : undefined));
  if (found.every((choice) => choice === undefined)) return undefined;
  return { ...body, choices: choices.map((choice, i) => found[i] ?? choice) };
}

function withDelta(choice: Told): WireChoice | undefined {
  if (isObject(choice.delta)) return undefined;
  const { message, text, ...rest } = choice;
  if (isObject(message)) return { ...rest, delta: message as WireMessage };
  return typeof text === "string" ? { ...rest, delta: { content: text } } : undefined;
}
