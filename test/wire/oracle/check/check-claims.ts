/** Whether what reached the providers satisfies what was proved: a reading of the claims of our own. */
import { type Claim, holdsOf, mentionsCost } from "../policy/claims.ts";
import type { Exchange, Violation } from "./violation.ts";

export function checkClaims(exchange: Exchange): Violation[] {
  const { compiled, asked } = exchange;
  const about = compiled.proved.filter(({ when }) => !when || when.holds?.(asked));
  return about.flatMap((claim) => checkClaim(claim, exchange));
}

function checkClaim(claim: Claim, { records }: Exchange): Violation[] {
  switch (claim.kind) {
    case "every":
      return records.flatMap(({ model, bill }): Violation[] => {
        const cost = bill?.cost ?? 0;
        if (!model || holdsOf(claim.predicate, model, cost)) return [];
        const kind = mentionsCost(claim.predicate) ? "every: cost" : "every: target";
        return [{ kind, what: `"${claim.name}": ${model.id} got it, and bills $${cost}` }];
      });
    case "spends": {
      const spent = records.reduce((sum, { bill }) => sum + (bill?.cost ?? 0), 0);
      return spent <= claim.most ? [] : [{ kind: "spends", what: `"${claim.name}": $${spent} in all` }];
    }
    // Which target is left is seen where others are down.
    case "some":
    case "survives":
      return [];
    default:
      return claim satisfies never;
  }
}
