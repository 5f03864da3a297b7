/** The table's targets with what is needed to call them: dialect, address, credentials. Built once per table. */
import type { DialectName } from "../../schemas/catalog.ts";
import type { Table, TableProvider, TableTarget } from "../../schemas/table.ts";
import { pricedTarget } from "../../semantics/plan-targets.ts";
import type { PricedTarget } from "../../semantics/reaching-tier.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { RuntimeError } from "../runtime-error.ts";
import { type Environment, type UpstreamEndpoint, upstreamEndpoint } from "../upstream/endpoint.ts";

export interface ReadyTarget {
  /** `provider/model` */
  id: string;
  target: TableTarget;
  /** What it is billed by. */
  priced: PricedTarget;
  provider: TableProvider;
  dialect: Dialect;
  endpoint: UpstreamEndpoint;
}

/** What targets are called with. */
export interface Surroundings {
  readonly dialects: Readonly<Partial<Record<DialectName, Dialect>>>;
  readonly env: Environment;
  /** By provider, the origin of a simulator. */
  readonly standIns: Readonly<Record<string, string>>;
}

/** In the table's order. Throws one `RuntimeError` that names every provider that cannot be called. */
export function readyTargets(
  { providers, targets }: Pick<Table, "providers" | "targets">,
  { dialects, env, standIns }: Surroundings,
): ReadyTarget[] {
  const missing: RuntimeError[] = [];
  const endpoints = providers.map((provider) => {
    try {
      return upstreamEndpoint(provider, env, standIns[provider.id]);
    } catch (error) {
      if (!(error instanceof RuntimeError)) throw error;
      missing.push(error);
      return undefined;
    }
  });
  if (missing.length > 0) throw new RuntimeError("missing-key", missing.map(({ message }) => message).join("\n"));
  return targets.map((target) => {
    const provider = providers[target.provider]!;
    const priced = pricedTarget({ providers }, target);
    const endpoint = endpoints[target.provider]!;
    return { id: target.id, target, priced, provider, dialect: dialectOf(provider, dialects), endpoint };
  });
}

function dialectOf({ id, dialect }: TableProvider, dialects: Surroundings["dialects"]): Dialect {
  const known = dialects[dialect];
  if (known) return known;
  const message = `This version does not speak the dialect "${dialect}" of the provider "${id}". Take it out of the policy.`;
  throw new RuntimeError("unknown-dialect", message);
}
