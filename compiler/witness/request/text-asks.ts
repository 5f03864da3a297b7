/** What is asked of the last user text. */
import { chatFacts } from "../../../semantics/facts/chat-said.ts";
import type { Facts } from "../../../semantics/facts/facts.ts";
import { readerOf } from "../../../semantics/facts/readers.ts";
import type { Column } from "../../regions/columns.ts";
import { askedWith } from "../../regions/fact-spec.ts";
import type { TextPredicate } from "../../regions/text/text-question.ts";
import type { Wishes } from "./wishes.ts";

export interface TextAsk {
  readonly key: string;
  readonly predicate: TextPredicate;
  /** Whether the predicate must hold, or must not. */
  readonly must: boolean;
  holds(facts: Facts): boolean;
}

export function textAsks({ columns, cells }: Pick<Wishes, "columns" | "cells">): TextAsk[] {
  return [...cells].flatMap(([key, allowed]) => {
    const column = columns.get(key);
    const predicate = column && allowed !== 0b11n ? textPredicate(column) : undefined;
    if (!column || !predicate) return [];
    const argument = "argument" in column ? column.argument : undefined;
    const reader = readerOf(column.fact, argument);
    const holds = (facts: Facts) => reader?.read(facts, argument ?? "") === true;
    return [{ key, predicate, must: allowed === 0b10n, holds }];
  });
}

/** Undefined when the column is not about the last user text. */
export function textPredicate(column: Column): TextPredicate | undefined {
  if (column.kind !== "boolean") return undefined;
  if (column.fact === "hasCode") return { method: "includes", argument: "```" };
  const { fact, method } = askedWith(column.fact);
  if (fact !== "text" || column.argument === undefined) return undefined;
  return { method: method as TextPredicate["method"], argument: column.argument };
}

export function textIsFine(asks: readonly TextAsk[], text: string): boolean {
  const facts = factsOfText(text);
  return asks.every((ask) => ask.holds(facts) === ask.must);
}

export function factsOfText(text: string): Facts {
  const body = { messages: [{ role: "user", content: text }] };
  return chatFacts({ body, route: "", endpoint: "chat", key: { id: "", tags: [] }, metadata: {}, now: new Date(0) });
}
