import type { Table, TableAction, TablePlan, TableRoute } from "../../schemas/table.ts";
import type { TableColumn } from "../../schemas/table-column.ts";
import { readerOf } from "../../semantics/facts/readers.ts";
import { answeredBy } from "../../semantics/operation.ts";
import type { DecidingRule, Decision, LoadedColumn, LoadedRoute } from "./loaded-table.ts";
import { TableError } from "./table-error.ts";
import { decodeWords, type VectorSize, vectorSize } from "./vector-words.ts";

/** The route must have passed `checkIndexes`. */
export function loadRoute(route: TableRoute, { plans, targets }: Pick<Table, "plans" | "targets">): LoadedRoute {
  const size = vectorSize(route.boxes.length);
  const stride = size.summary + size.words;
  const words = new Int32Array(stride * route.vectors.length);
  route.vectors.forEach((vector, i) => {
    words.set(decodeWords(vector), i * stride);
  });
  const byRule = route.rules.map(({ action }, rule) => decision(action, rule, plans));
  const actions = [...route.rules.map(({ action }) => action), route.otherwise];
  const planned = actions.flatMap((action) => ("plan" in action ? plans[action.plan]!.targets : []));
  return {
    name: route.name,
    definition: route,
    columns: loadColumns(route.columns, words, size),
    words,
    summaryLength: size.summary,
    boxCount: route.boxes.length,
    decisions: route.boxes.map((rule) => byRule[rule]!),
    otherwise: decision(route.otherwise, "otherwise", plans),
    answers: new Set(planned.map((target) => answeredBy(targets[target]!))),
    starts: new Int32Array(route.columns.length),
  };
}

function decision(action: TableAction, rule: DecidingRule, plans: readonly TablePlan[]): Decision {
  if ("reject" in action) return { kind: "reject", rule, ...action.reject };
  const tier = action.tier === undefined ? {} : { tier: action.tier };
  return { kind: "plan", rule, plan: plans[action.plan]!, ...tier };
}

/** From the last column to the first, because `settled` gathers what all later columns leave open. */
function loadColumns(columns: readonly TableColumn[], words: Int32Array, size: VectorSize): LoadedColumn[] {
  const loaded: LoadedColumn[] = [];
  const settled = new Int32Array(size.words).fill(-1);
  for (const column of columns.toReversed()) {
    const cells = Int32Array.from(column.cells, (vector) => vector * (size.summary + size.words));
    for (const start of cells) {
      for (let w = 0; w < size.words; w++) settled[w]! &= words[start + size.summary + w]!;
    }
    loaded.unshift(loadColumn(column, cells, settled));
  }
  return loaded;
}

/** Features were held against the runtime: what is left is a zone that its platform does not know. */
function unreadable(fact: string): TableError {
  const message = `The table asks for \`${fact}\`, and this machine knows no such time zone. Run a newer Node, or name another zone in the policy.`;
  return new TableError("feature", message);
}

function loadColumn(column: TableColumn, cells: Int32Array, settled: Int32Array): LoadedColumn {
  const { fact } = column;
  const argument = column.kind === "string" ? undefined : column.argument;
  const reader = readerOf(fact, argument);
  if (!reader) throw unreadable(fact);
  const { read, costly } = reader;
  const common: Pick<LoadedColumn, "fact" | "argument" | "read" | "cells" | "settled"> = {
    fact,
    argument,
    read: (facts) => read(facts, argument ?? ""),
    cells,
    settled: costly ? settled.slice() : undefined,
  };
  switch (column.kind) {
    case "number":
      return { ...common, kind: "number", cuts: Float64Array.from(column.cuts) };
    case "string":
      return { ...common, kind: "string", cellOfValue: new Map(column.values.map((value, i) => [value, i + 2])) };
    case "boolean":
      return { ...common, kind: "boolean" };
  }
  return column satisfies never;
}
