/** Which invariants a table was proved under, and a hash by which the proof is known again. */
import type { Table } from "../../schemas/table.ts";
import { tableHash } from "../../schemas/table-hash.ts";
import type { Claim, Invariant } from "../lower/ir.ts";
import { compare } from "../plan/fixed-order.ts";
import { printCondition } from "../plan/print-condition.ts";

/**
 * `proved` are the names of the invariants that hold. The hash covers the claims as they were lowered and the table that they
 * are about, so it depends on what was proved of what, and by which compiler.
 */
export function provedBy(
  invariants: readonly Invariant[],
  proved: ReadonlySet<string>,
  table: Omit<Table, "proved">,
): Table["proved"] {
  const held = invariants.filter(({ name }) => proved.has(name)).toSorted((a, b) => compare(a.name, b.name));
  if (held.length === 0) return undefined;
  const claims = held.map(({ name, when, claim }) => ({
    name,
    when: when ? printCondition(when) : "",
    claim: printClaim(claim),
  }));
  return { invariants: held.map(({ name }) => name), hash: tableHash({ ...table, claims }) };
}

function printClaim(claim: Claim): unknown {
  if (claim.kind === "survives") return { survives: claim.failing, count: claim.count };
  if (claim.kind === "spends") return { spends: claim.most };
  const holds = [...claim.holds].sort(([a], [b]) => compare(a, b));
  return { [claim.kind]: holds.map(([id, condition]) => [id, printCondition(condition)]) };
}
