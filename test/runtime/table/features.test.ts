import { expect, test } from "vitest";
import { featuresOf } from "../../../compiler/emit/features.ts";
import { supportedFeatures } from "../../../runtime/table/features.ts";
import { facts } from "../../../schemas/facts.ts";
import type { TableColumn } from "../../../schemas/table.ts";
import { policy, route } from "../../compiler/regions/conditions.ts";
import { tableOf } from "./tables.ts";

test("whatever fact a policy asks for, the runtime supports its feature", () => {
  const table = tableOf(policy(route()));
  const names = Object.entries(facts).map(([name, { type }]) => (type.kind === "text" ? `${name}.includes` : name));
  const columns = [...names, "metadata.team"].map((fact): TableColumn => ({ kind: "boolean", fact, cells: [0, 0] }));
  const features = featuresOf({ ...table, routes: [{ ...table.routes[0]!, columns }] });
  expect(features.filter((feature) => feature.startsWith("fact/"))).toHaveLength(names.length + 1);
  expect(features.filter((feature) => !supportedFeatures.has(feature))).toEqual([]);
});
