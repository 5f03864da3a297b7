/** What the table's schema cannot say: that every number points at something, and every vector has its length. */
import type { Table, TableAction, TableRoute } from "../../schemas/table.ts";
import type { TableColumn } from "../../schemas/table-column.ts";
import type { PlanOrder } from "../../schemas/table-order.ts";
import { readerOf } from "../../semantics/facts/readers.ts";
import { reachedBy } from "../../semantics/order-parts.ts";
import { TableError } from "./table-error.ts";
import { decodeWords, vectorSize } from "./vector-words.ts";

/** Throws `TableError` at the first place that is wrong. */
export function checkIndexes(table: Table): void {
  table.targets.forEach(({ provider }, i) => {
    inRange(provider, table.providers, `/targets/${i}/provider`);
  });
  const { canaries = [] } = table;
  canaries.forEach(({ targets }, i) => {
    targets.forEach((target, j) => {
      inRange(target, table.targets, `/canaries/${i}/targets/${j}`);
    });
  });
  table.plans.forEach(({ targets, order, canary, spent = {}, limited = {}, failing = {}, shadow, judge }, i) => {
    if (canary) inRange(canary.canary, canaries, `/plans/${i}/canary/canary`);
    for (const [name, { plan = 0 }] of Object.entries(failing))
      inRange(plan, table.plans, `/plans/${i}/failing/${name}/plan`);
    for (const [budget, action] of Object.entries(spent)) checkAction(action, table, `/plans/${i}/spent/${budget}`);
    for (const [limit, action] of Object.entries(limited)) checkAction(action, table, `/plans/${i}/limited/${limit}`);
    if (shadow) inRange(shadow.plan, table.plans, `/plans/${i}/shadow/plan`);
    if (shadow?.judge) inRange(shadow.judge.plan, table.plans, `/plans/${i}/shadow/judge/plan`);
    if (judge) inRange(judge.plan, table.plans, `/plans/${i}/judge/plan`);
    if (targets.length === 0) wrong(`/plans/${i}/targets`, "has no target");
    if (!sameTargets(targets, canary ? [order, canary.order] : [order]))
      wrong(`/plans/${i}/order`, "does not name the plan's targets");
    targets.forEach((target, j) => {
      inRange(target, table.targets, `/plans/${i}/targets/${j}`);
    });
  });
  const ids = new Set(table.targets.map(({ id }) => id));
  table.routes.forEach(({ cache }, i) => {
    const embedder = cache?.semantic?.embedder;
    if (embedder !== undefined && !ids.has(embedder))
      wrong(`/routes/${i}/cache/semantic/embedder`, `is ${JSON.stringify(embedder)}, which is none of the targets`);
  });
  table.routes.forEach((route, i) => {
    checkRoute(route, table, `/routes/${i}`);
  });
  table.limits?.forEach(({ per, routes = [] }, i) => {
    if (!readerOf(per, undefined))
      wrong(`/limits/${i}/per`, `is ${JSON.stringify(per)}, which this runtime cannot read`);
    routes.forEach((route, j) => {
      inRange(route, table.routes, `/limits/${i}/routes/${j}`);
    });
  });
  const names = new Set(table.routes.map((route) => route.name));
  if (names.size < table.routes.length) wrong("/routes", "has the same name twice");
}

function sameTargets(targets: readonly number[], orders: readonly PlanOrder[]): boolean {
  const named = [...new Set(orders.flatMap(reachedBy))].sort((a, b) => a - b);
  return named.length === targets.length && named.every((target, i) => target === targets[i]);
}

function checkRoute(route: TableRoute, table: Table, at: string): void {
  checkAction(route.otherwise, table, `${at}/otherwise`);
  route.rules.forEach(({ action }, i) => {
    checkAction(action, table, `${at}/rules/${i}/action`);
  });
  route.boxes.forEach((rule, i) => {
    inRange(rule, route.rules, `${at}/boxes/${i}`);
    if (rule < (route.boxes[i - 1] ?? 0)) wrong(`${at}/boxes/${i}`, "is not in the order of the rules");
  });
  route.vectors.forEach((vector, i) => {
    checkVector(vector, route.boxes.length, `${at}/vectors/${i}`);
  });
  route.columns.forEach((column, i) => {
    checkColumn(column, route, `${at}/columns/${i}`);
  });
}

function checkAction(action: TableAction, table: Table, at: string): void {
  if ("plan" in action) inRange(action.plan, table.plans, `${at}/plan`);
}

function checkColumn(column: TableColumn, route: TableRoute, at: string): void {
  const argument = column.kind === "string" ? undefined : column.argument;
  if (!readerOf(column.fact, argument))
    wrong(`${at}/fact`, `is ${JSON.stringify(column.fact)}, which this runtime cannot read`);
  const expected = column.kind === "boolean" ? 2 : (column.kind === "number" ? column.cuts : column.values).length + 2;
  if (column.cells.length !== expected) wrong(`${at}/cells`, `has ${column.cells.length} cells instead of ${expected}`);
  column.cells.forEach((vector, i) => {
    inRange(vector, route.vectors, `${at}/cells/${i}`);
  });
  if (column.kind === "number" && column.cuts.some((cut, i) => i > 0 && !(cut > column.cuts[i - 1]!))) {
    wrong(`${at}/cuts`, "is not ascending");
  }
  if (column.kind === "string" && new Set(column.values).size < column.values.length) {
    wrong(`${at}/values`, "has the same value twice");
  }
}

function checkVector(vector: string, boxCount: number, at: string): void {
  const size = vectorSize(boxCount);
  const words = decodeWords(vector);
  const expected = size.summary + size.words;
  if (words.length !== expected) wrong(at, `has ${words.length} words instead of ${expected}`);
  const summaryBit = (w: number): boolean => (words[w >> 5]! & (1 << (w & 31))) !== 0;
  for (let w = 0; w < size.summary * 32; w++) {
    const word = w < size.words ? words[size.summary + w] : 0;
    if (summaryBit(w) !== (word !== 0)) wrong(at, "has a summary that does not agree with its words");
  }
  const spare = boxCount & 31;
  if (spare !== 0 && words.at(-1)! >>> spare !== 0) wrong(at, "names boxes that do not exist");
}

function inRange(index: number, of: readonly unknown[], at: string): void {
  if (index >= of.length) wrong(at, `is ${index}, but there are only ${of.length}`);
}

function wrong(at: string, what: string): never {
  throw new TableError("index", `The table is damaged: ${at} ${what}. Build it again with \`pointsman build\`.`);
}
