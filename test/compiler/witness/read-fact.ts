import { type Column, columnKey } from "../../../compiler/regions/columns.ts";
import { type ChatFacts, chatFacts } from "../../../semantics/facts/chat-said.ts";
import type { FactValue } from "../../../semantics/facts/facts.ts";
import { readerOf } from "../../../semantics/facts/readers.ts";

/** What the runtime reads for a column, of a request that has little but what is given. */
export function readFact(column: Column, given: Partial<ChatFacts>): FactValue {
  const argument = column.kind === "string" ? undefined : column.argument;
  const request = {
    body: {},
    route: "chat",
    endpoint: "chat",
    key: { id: "", tags: [] },
    metadata: {},
    now: new Date(0),
  };
  return readerOf(column.fact, argument)!.read(chatFacts({ ...request, ...given }), argument ?? "");
}

export function columnMap(columns: readonly Column[]): Map<string, Column> {
  return new Map(columns.map((column) => [columnKey({ ...column, kind: "flag" }), column]));
}
