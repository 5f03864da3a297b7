/** Caches, hedges and what is sensitive: what the types accept and refuse. Compiled by `npm run types`, never run. */
import { type Facts, hours, ms, policy, s, usd } from "pointsman";

const metadata = { sensitivity: ["public", "pii"] } as const;
const otherwise = "openai/gpt-6-luna";
const isPersonal = (r: Facts<typeof metadata>): boolean => r.metadata.sensitivity === "pii";
const semantic = { embedder: "mistral/mistral-embed", maxWrongHitRate: 0.01, ttl: hours(1) } as const;

export const accepted = policy({
  metadata,
  sensitive: isPersonal,
  tiers: { standard: otherwise },
  routes: {
    a: { otherwise, cache: { exact: true, normalised: true, semantic, scope: "team", ttl: hours(48) } },
    b: { otherwise, hedge: { after: ms(1_500), most: 0.05 }, record: true },
    c: { otherwise, cache: { semantic: { ...semantic, maxWrongHitRate: 1 / 1_000 } }, hedge: {}, record: false },
    d: {
      otherwise,
      cache: {
        perTarget: true,
        semantic: { ...semantic, judge: { model: "openai/gpt-5.4-mini", rubric: "Is it right?" } },
      },
    },
  },
});

/** The condition knows the policy's own metadata, budgets and tiers, wherever it stands. */
export const inPlace = policy({
  sensitive: (r) => r.metadata.sensitivity === "pii" || r.budget.team.left < usd(1),
  budgets: { team: { per: (r) => r.key.team, limit: usd(5), window: "day" } },
  routes: { chat: { otherwise } },
  metadata,
});

export const refused = policy({
  metadata,
  routes: {
    // @ts-expect-error
    a: { otherwise, cache: { semantic: { embedder: "mistral/mistral-embd" } } },
    // @ts-expect-error
    b: { otherwise, cache: { exact: true, scope: "tenant" } },
    // @ts-expect-error
    c: { otherwise, cache: { exact: true, ttl: 3_600 } },
    // @ts-expect-error
    d: { otherwise, cache: { semantic: { maxWrongHitRate: s(1) } } },
    // @ts-expect-error
    e: { otherwise, cache: true },
    // @ts-expect-error
    i: { otherwise, cache: { semantic: { ...semantic, judge: "openai/gpt-5.4-mini" } } },
    // @ts-expect-error
    j: { otherwise, cache: { exact: true, perTarget: "yes" } },
    // @ts-expect-error
    f: { otherwise, hedge: { after: usd(2) } },
    // @ts-expect-error
    g: { otherwise, hedge: { afer: s(2) } },
    // @ts-expect-error
    h: { otherwise, record: "all" },
  },
  // @ts-expect-error
  sensitive: (r) => r.metadata.sensitivity === "piii",
});
