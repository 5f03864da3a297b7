/**
 * Rules over facts → decision table. The same meaning gives the same bytes: everything that has no order is sorted,
 * tiers are resolved, equal plans and vectors are shared.
 */

import { TABLE_VERSION, type Table, type TableRoute } from "../../schemas/table.ts";
import type { TableBudget } from "../../schemas/table-budget.ts";
import { tableHash } from "../../schemas/table-hash.ts";
import type { TableMap } from "../../schemas/table-map.ts";
import { neededVariables } from "../../semantics/variables/needed-variables.ts";
import type { Budget, MetadataField, PolicyIr, Rule } from "../lower/ir.ts";
import { compilerVersion } from "../plan/compiler-version.ts";
import { byName } from "../plan/fixed-order.ts";
import { routeOperation } from "../plan/route-operation.ts";
import { limitsOf } from "../plan/stand-ins.ts";
import { BOX_LIMIT } from "../regions/boxes.ts";
import { emitLimits } from "./emit-limits.ts";
import { emitMap } from "./emit-map.ts";
import { type DraftRoute, draftRoute } from "./emit-route.ts";
import { featuresOf } from "./features.ts";
import { type NoTarget, type NumberedPlans, Plans } from "./plans.ts";
import { provedBy } from "./proved.ts";

export interface EmitOptions {
  /** The newest `asOf` of the catalog files that were used. */
  readonly catalogAsOf: string;
  /** The names of the invariants that were proved. */
  readonly proved?: ReadonlySet<string>;
  /** Boxes per rule. */
  readonly boxLimit?: number;
}

/** What keeps a policy from becoming a table: conditions with too many boxes, actions that no target can serve. */
export interface NotEmitted {
  readonly tooLarge: readonly Rule[];
  readonly noTarget: readonly NoTarget[];
}

export type Emitted = { readonly table: Table; readonly positions: TableMap } | NotEmitted;

/** Names must be resolved, and tiers free of cycles. */
export function emitTable(policy: PolicyIr, { catalogAsOf, proved, boxLimit = BOX_LIMIT }: EmitOptions): Emitted {
  const plans = new Plans(policy);
  const drafts = byName(policy.routes).map((route) =>
    draftRoute(route, plans, { boxLimit, operation: routeOperation(policy, route), limits: limitsOf(policy, route) }),
  );
  const budgets = byName(policy.budgets).map(emitBudget);
  const limits = emitLimits(policy);
  const tooLarge = drafts.flatMap((route) => (route && "tooLarge" in route ? route.tooLarge : []));
  if (tooLarge.length > 0 || plans.noTarget.length > 0) return { tooLarge, noTarget: plans.noTarget };

  const headers = policy.metadata.filter(({ isHeader }) => isHeader);
  const { resolve, canaries, ...numbered } = plans.numbered();
  const table: Table = {
    format: "pointsman-table",
    version: TABLE_VERSION,
    hash: "",
    compiler: compilerVersion,
    features: [],
    catalogAsOf,
    metadata: emitMetadata(policy.metadata.filter(({ isHeader }) => !isHeader)),
    ...(headers.length > 0 && { headers: emitMetadata(headers) }),
    ...numbered,
    routes: drafts.flatMap((route) => (route && "table" in route ? emitRoute(route, resolve) : [])),
    ...(canaries.length > 0 && { canaries }),
    ...(budgets.length > 0 && { budgets }),
    ...(limits.length > 0 && { limits }),
  };
  const variables = neededVariables(table).map(({ name }) => name);
  if (variables.length > 0) table.variables = variables;
  table.features = featuresOf(table);
  const proof = provedBy(policy.invariants, proved ?? new Set(), table);
  if (proof) table.proved = proof;
  table.hash = tableHash(table);
  return { table, positions: emitMap(policy, table.hash) };
}

/** The fields in the order in which people read them. */
function emitRoute({ table, rules, otherwise }: DraftRoute, resolve: NumberedPlans["resolve"]): TableRoute {
  const { name, env, ...rest } = table;
  const numbered = rules.map(({ when, action }) => ({ when, action: resolve(action) }));
  return { name, ...(env && { env }), rules: numbered, otherwise: resolve(otherwise), ...rest };
}

function emitBudget({ name, per, limit, window, missing, onStoreDown }: Budget): TableBudget {
  const pool = missing === "pool" && { missing };
  return { name, per, limit, window, ...pool, ...(onStoreDown && { onStoreDown }) };
}

function emitMetadata(fields: readonly MetadataField[]): Table["metadata"] {
  return Object.fromEntries(
    byName(fields).map(({ name, values, required }) => [
      name,
      { ...(values && { values: sorted(values) }), ...(required && { required }) },
    ]),
  );
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
