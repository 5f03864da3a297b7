/**
 * Rules over facts → decision table. The same meaning gives the same bytes: everything that has no order is sorted,
 * tiers are resolved, equal plans and vectors are shared.
 */

import { TABLE_VERSION, type Table } from "../../schemas/table.ts";
import { tableHash } from "../../schemas/table-hash.ts";
import type { TableMap } from "../../schemas/table-map.ts";
import type { MetadataField, PolicyIr, Rule } from "../lower/ir.ts";
import { BOX_LIMIT } from "../regions/boxes.ts";
import { compilerVersion } from "./compiler-version.ts";
import { emitMap } from "./emit-map.ts";
import { emitRoute } from "./emit-route.ts";
import { featuresOf } from "./features.ts";
import { byName } from "./fixed-order.ts";
import { collectPlans } from "./plans.ts";

export interface EmitOptions {
  /** The newest `asOf` of the catalog files that were used. */
  readonly catalogAsOf: string;
  /** Boxes per rule. */
  readonly boxLimit?: number;
}

/** `tooLarge`: rules whose conditions need more than the allowed number of boxes; there is no table then. */
export type Emitted =
  | { readonly table: Table; readonly positions: TableMap; readonly tooLarge?: never }
  | { readonly tooLarge: readonly Rule[] };

/** Names must be resolved, and tiers free of cycles. */
export function emitTable(policy: PolicyIr, { catalogAsOf, boxLimit = BOX_LIMIT }: EmitOptions): Emitted {
  const plans = collectPlans(policy);
  const routes = byName(policy.routes).map((route) => emitRoute(route, plans, boxLimit));
  const tooLarge = routes.flatMap((route) => ("tooLarge" in route ? route.tooLarge : []));
  if (tooLarge.length > 0) return { tooLarge };

  const table: Table = {
    format: "pointsman-table",
    version: TABLE_VERSION,
    hash: "",
    compiler: compilerVersion,
    features: [],
    catalogAsOf,
    metadata: emitMetadata(policy.metadata),
    providers: plans.providers,
    targets: plans.targets,
    plans: plans.plans,
    routes: routes.flatMap((route) => ("table" in route ? route.table : [])),
  };
  table.features = featuresOf(table);
  table.hash = tableHash(table);
  return { table, positions: emitMap(policy, table.hash) };
}

function emitMetadata(fields: readonly MetadataField[]): Table["metadata"] {
  return Object.fromEntries(byName(fields).map(({ name, values }) => [name, values ? sorted(values) : "string"]));
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
