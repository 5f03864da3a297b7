import { expect, test } from "vitest";
import { printTable } from "../../../compiler/emit/print-table.ts";
import { findRoute } from "../../../runtime/table/find-route.ts";
import { loadTable } from "../../../runtime/table/load.ts";
import { policy, route } from "../../compiler/regions/conditions.ts";
import { tableOf } from "./tables.ts";

const named = (...names: string[]) =>
  loadTable(printTable(tableOf(policy(...names.map((name) => ({ ...route(), name }))))));

test("the client's model names a route, letter for letter", () => {
  const table = named("main", "other");
  expect(["main", "other", "Main", "constructor"].map((model) => findRoute(table, model)?.name)).toEqual([
    "main",
    "other",
    undefined,
    undefined,
  ]);
});

test("one route may take the rest", () => {
  const table = named("main", "*");
  expect(["main", "anything"].map((model) => findRoute(table, model)?.name)).toEqual(["main", "*"]);
});
