/** What narrows or changes how a request is served. */
import type { Random } from "../../../agreement/random.ts";

export interface WireTerms {
  /** USD, of one attempt. */
  readonly maxCost?: number;
  readonly jurisdictions?: readonly string[];
  readonly set?: Readonly<Record<string, unknown>>;
  /** Providers are to keep nothing. */
  readonly zeroRetention?: boolean;
}

export function randomTerms(random: Random, seldom: number): WireTerms {
  return {
    ...(random.once(seldom) && { maxCost: random.pick([0.002, 0.01, 0.05]) }),
    ...(random.once(seldom * 2) && {
      jurisdictions: random.pick([
        ["DE", "FR"],
        ["US", "DE", "FR"],
      ]),
    }),
    ...(random.once(seldom) && { set: randomSet(random) }),
    ...(random.once(seldom) && { zeroRetention: !random.once(4) }),
  };
}

function randomSet(random: Random): Record<string, unknown> {
  return random.pick([
    { temperature: 0.2 },
    { max_completion_tokens: 30 },
    { max_tokens: 30 },
    { service_tier: "flex" },
    { response_format: largeFormat },
  ]);
}

const fields = Array.from({ length: 60 }, (_, i) => [
  `quarterly_revenue_of_region_${i}`,
  { type: "number", description: `Revenue of region ${i} in thousands of euros, as reported` },
]);

const largeFormat = {
  type: "json_schema",
  json_schema: { name: "report", schema: { type: "object", properties: Object.fromEntries(fields) } },
};

export function termsText({ maxCost, jurisdictions, set, zeroRetention }: WireTerms): string {
  return [
    maxCost === undefined ? "" : `, maxCost: usd(${maxCost})`,
    jurisdictions ? `, jurisdictions: ${JSON.stringify(jurisdictions)}` : "",
    set ? `, set: ${JSON.stringify(set)}` : "",
    zeroRetention === undefined ? "" : `, zeroRetention: ${zeroRetention}`,
  ].join("");
}

/** Of a request: the rule's go before the route's, of amounts the smaller one holds. */
export function terms(route: WireTerms, rule: WireTerms | undefined): WireTerms {
  const amounts = [route.maxCost, rule?.maxCost].filter((amount) => amount !== undefined);
  const laws = [route.jurisdictions, rule?.jurisdictions].filter((list) => list !== undefined);
  const [first, second] = laws;
  const both = second ? first?.filter((law) => second.includes(law)) : first;
  return {
    ...(amounts.length > 0 && { maxCost: Math.min(...amounts) }),
    ...(both && { jurisdictions: both }),
    ...((rule?.zeroRetention ?? route.zeroRetention) && { zeroRetention: true }),
  };
}
