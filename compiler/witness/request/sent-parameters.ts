/** Parameters that a request says, so that all that is asked of them is so: each by the first value that will do, and none where none is asked for. */
import { type ChatParameterName, chatParameters } from "../../../schemas/parameters/chat.ts";
import type { ParameterType } from "../../../schemas/parameters/parameter.ts";
import { isSaid, parameterOf, SENDS } from "../../../semantics/facts/sends.ts";
import { allows } from "../../../semantics/parameters/expected.ts";
import type { Wishes } from "./wishes.ts";

export type SentParameters = Readonly<Record<string, unknown>>;

interface Question {
  readonly key: string;
  /** As `sendsAsked` gives it. */
  readonly asked: string;
}

/** Undefined when no value will do. */
export function sentParameters(wishes: Wishes): SentParameters | undefined {
  const questions = [...wishes.columns].flatMap(([key, column]): Question[] =>
    column.kind === "boolean" && column.fact === SENDS ? [{ key, asked: column.argument ?? "" }] : [],
  );
  const sent: Record<string, unknown> = {};
  for (const [name, asked] of Map.groupBy(questions, ({ asked }) => parameterOf(asked))) {
    const fits = (value: unknown) => asked.every((one) => wishes.may(one.key, isSaid(one.asked, value)));
    if (fits(undefined)) continue;
    const value = valuesOf(name as ChatParameterName, asked).find(fits);
    if (value === undefined) return undefined;
    sent[name] = value;
  }
  return sent;
}

function valuesOf(name: ChatParameterName, asked: readonly Question[]): unknown[] {
  const { type } = chatParameters[name];
  const bounds = asked.flatMap(({ asked: text }) => text.match(/-?[\d.]*\d/g)?.map(Number) ?? []);
  return candidates(type, bounds).filter((value) => allows(type, value));
}

function candidates(type: ParameterType, bounds: readonly number[]): unknown[] {
  switch (type.kind) {
    case "number":
    case "whole":
      return [...bounds, ...bounds.flatMap((bound) => [bound + 1, bound - 1]), type.from, type.to, 1, 0.5, 0];
    case "texts":
      return [["END"], ...bounds.map((bound) => Array.from({ length: bound + 1 }, (_, i) => `END ${i + 1}`))];
    case "boolean":
      return [true, false];
    case "word":
      return [...type.of];
    case "object":
    case "text-or-object":
      return [{ "50256": -1 }];
    default:
      return ["x"];
  }
}
