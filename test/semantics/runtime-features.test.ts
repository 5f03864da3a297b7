import { expect, test } from "vitest";
import { featuresOf } from "../../compiler/emit/features.ts";
import { facts } from "../../schemas/facts.ts";
import type { TableColumn } from "../../schemas/table-column.ts";
import { stateFeatures } from "../../semantics/facts/readers.ts";
import { runtimeFeatures } from "../../semantics/runtime-features.ts";
import { policy, route } from "../compiler/regions/conditions.ts";
import { tableOf } from "../runtime/table/tables.ts";

function featuresFor(columns: TableColumn[]): string[] {
  const table = tableOf(policy(route()));
  const features = featuresOf({ ...table, routes: [{ ...table.routes[0]!, columns }] });
  return features.filter((feature) => feature.startsWith("fact/"));
}

const flag = (fact: string, argument?: string): TableColumn => ({
  kind: "boolean",
  fact,
  ...(argument === undefined ? {} : { argument }),
  cells: [0, 0],
});

test("whatever fact of a request a policy asks for, the runtime supports its feature", () => {
  const names = Object.keys(facts).filter((name) => name !== "text" && !name.includes("*"));
  const strings = Object.entries(facts).filter(([, { type, key }]) => !key && /string|enum|text/.test(type.kind));
  const methods = ["includes", "startsWith", "endsWith"];
  const features = featuresFor([
    ...[...names, "metadata.team"].map((fact) => flag(fact)),
    ...[...strings.map(([name]) => name), "metadata.team"].flatMap((fact) =>
      methods.map((method) => flag(`${fact}.${method}`, "x")),
    ),
    flag("text.matches", "/x/"),
  ]);
  expect(features).toHaveLength(names.length + 1 + (strings.length + 1) * methods.length + 1);
  expect(features.filter((feature) => !runtimeFeatures.has(feature))).toEqual([]);
});

test("of what is asked by a name of the policy the runtime supports all: how budgets and targets stand, and the time in zones", () => {
  const keyed = Object.keys(facts).filter((name) => name.includes("*"));
  const features = featuresFor(keyed.map((name) => flag(name.replace("*", "some/na.me"))));
  expect(features).toEqual([...stateFeatures, "fact/local"].sort());
  expect(features.filter((feature) => !runtimeFeatures.has(feature))).toEqual([]);
});
