/** What a route and its rule promise by themselves, and what the client is told of the cost. */
import { terms } from "../policy/terms.ts";
import type { WireRecord } from "../upstream/desk.ts";
import { answeredBy, answering } from "./answering.ts";
import type { Exchange, Violation } from "./violation.ts";

export function checkTerms(exchange: Exchange): Violation[] {
  const { records, route, rule } = exchange;
  if (!route) return [];
  const { maxCost, jurisdictions } = terms(route, rule);
  return records.flatMap(({ model, bill, provider }) => {
    const found: Violation[] = [];
    if (maxCost !== undefined && bill && bill.cost > maxCost) {
      found.push({ kind: "over maxCost", what: `${model?.id} bills $${bill.cost}, where $${maxCost} is allowed` });
    }
    if (jurisdictions?.includes(provider.law) === false) {
      found.push({ kind: "jurisdiction", what: `${provider.id} is under the law of ${provider.law}` });
    }
    return found;
  });
}

/** Speech, or a cache that lasts an hour, that has no rate of its own: nobody knows what it costs. */
function isUnknown({ model, bill }: WireRecord): boolean {
  const names = ["inputAudio", "outputAudio", "cacheWrite1h"] as const;
  return names.some((name) => !!bill?.used[name] && model?.price[name] === undefined);
}

/** In USD: what is said has nine digits behind the point. */
const EXACT = 2e-9;

export function checkCostHeader(exchange: Exchange): Violation[] {
  const { reply } = exchange;
  if (reply.status !== 200) return [];
  const record = answering(exchange);
  if (!record) return [{ kind: "unknown target", what: `nothing went to ${reply.headers["x-pointsman-target"]}` }];
  if (!record.bill || (record.fault && record.fault !== "slow")) return [];
  const told = reply.trailers["x-pointsman-cost-usd"] ?? reply.headers["x-pointsman-cost-usd"];
  const bills = answeredBy(exchange).flatMap(({ bill }) => bill ?? []);
  const cost = bills.reduce((sum, bill) => sum + bill.cost, 0);
  const { used } = record.bill;
  if (told === undefined && isUnknown(record)) return [];
  if (told !== undefined && Math.abs(Number(told) - cost) <= EXACT + cost * 1e-9) return [];
  const what = `the client is told ${told}, ${record.model?.id} bills $${cost} for ${JSON.stringify(used)}`;
  return [{ kind: "cost header", what }];
}
