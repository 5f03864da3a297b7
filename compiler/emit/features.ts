/** What a table needs of a runtime, by name, so that a runtime which lacks something refuses the table. */
import type { Table, TableAction } from "../../schemas/table.ts";

/** Sorted. `table/<version>` stands for everything that every runtime of that version has. */
export function featuresOf(table: Omit<Table, "features">): string[] {
  const features = new Set([`table/${table.version}`]);
  for (const provider of table.providers) features.add(`dialect/${provider.dialect}`);
  for (const { price } of table.targets) {
    if (price?.tiers) features.add("price/tiers");
    if (price?.scheduled) features.add("price/scheduled");
  }
  for (const plan of table.plans) if (plan.targets.length > 1) features.add("plan/chain");
  for (const route of table.routes) {
    for (const column of route.columns) features.add(factFeature(column.fact));
    for (const action of actionsOf(route)) if ("reject" in action) features.add("action/reject");
  }
  return [...features].sort();
}

function actionsOf(route: Table["routes"][number]): TableAction[] {
  return [...route.rules.map((rule) => rule.action), route.otherwise];
}

function factFeature(fact: string): string {
  return fact.startsWith("metadata.") ? "fact/metadata" : `fact/${fact}`;
}
