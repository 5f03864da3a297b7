/** Tables and requests for the tests of this folder. */
import { emitTable } from "../../../compiler/emit/emit-table.ts";
import { printTable } from "../../../compiler/emit/print-table.ts";
import type { Condition, PolicyIr } from "../../../compiler/lower/ir.ts";
import { loadTable } from "../../../runtime/table/load.ts";
import type { LoadedRoute } from "../../../runtime/table/loaded-table.ts";
import type { Table } from "../../../schemas/table.ts";
import { type ChatFacts, chatFacts } from "../../../semantics/facts/chat-said.ts";
import type { Facts } from "../../../semantics/facts/facts.ts";
import { policy, route } from "../../compiler/regions/conditions.ts";

export function tableOf(ir: PolicyIr): Table {
  const emitted = emitTable(ir, { catalogAsOf: "2026-01-01" });
  if (!("table" in emitted)) throw new Error("no table");
  return emitted.table;
}

/** A route with one rule per condition: rule i refuses with status 400 + i. */
export function loadedRoute(...conditions: Condition[]): LoadedRoute {
  return loadTable(printTable(tableOf(policy(route(...conditions))))).routes.get("main")!;
}

export function request(change: Partial<ChatFacts> = {}): ChatFacts {
  const now = new Date("2026-03-04T05:06:07Z");
  return { body: {}, route: "main", endpoint: "chat", key: { id: "k", tags: [] }, metadata: {}, now, ...change };
}

export function factsOf(change: Partial<ChatFacts> = {}): Facts {
  return chatFacts(request(change));
}
