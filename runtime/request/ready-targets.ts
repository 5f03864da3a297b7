/** The table's targets with what is needed to call them: dialect, address, credentials. Built once per table. */
import type { DialectName } from "../../schemas/dialects.ts";
import type { Table, TableProvider, TableTarget } from "../../schemas/table.ts";
import { pricedTarget } from "../../semantics/priced-target.ts";
import type { PricedTarget } from "../../semantics/reaching-tier.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { RuntimeError } from "../runtime-error.ts";
import type { CredentialSurroundings } from "../upstream/credential-surroundings.ts";
import { type UpstreamEndpoint, upstreamEndpoint } from "../upstream/endpoint.ts";
import { CredentialOpener } from "../upstream/open-credentials.ts";
import { type TargetPaths, targetPaths } from "../upstream/target-paths.ts";

export interface ReadyTarget {
  /** `provider/model` */
  id: string;
  target: TableTarget;
  /** What it is billed by. */
  priced: PricedTarget;
  provider: TableProvider;
  dialect: Dialect;
  endpoint: UpstreamEndpoint;
  /** In place of the endpoint's own. */
  paths: TargetPaths;
  /** What all that is asked with the same key may have at once; undefined: as many as come. */
  account: AccountBound | undefined;
}

export interface AccountBound {
  /** Among the names of targets it is none. */
  readonly name: string;
  /** Requests. */
  readonly most: number;
}

/** What targets are called with. */
export interface Surroundings extends CredentialSurroundings {
  readonly dialects: Readonly<Partial<Record<DialectName, Dialect>>>;
  /** By provider, the origin of a simulator. */
  readonly standIns: Readonly<Record<string, string>>;
}

/**
 * In the table's order. Rejects with one `RuntimeError` that names every provider that cannot be called. What `before` was called
 * with is taken over where nothing about the provider has changed: its credentials are not had anew.
 */
export async function readyTargets(
  { providers, targets }: Pick<Table, "providers" | "targets">,
  surroundings: Surroundings,
  before: readonly ReadyTarget[] = [],
): Promise<ReadyTarget[]> {
  const endpoints = await allEndpoints(providers, surroundings, before);
  const bounds = accountBounds(providers, endpoints);
  return targets.map((target) => {
    const provider = providers[target.provider]!;
    const priced = pricedTarget({ providers }, target);
    const endpoint = endpoints[target.provider]!;
    const paths = targetPaths(provider, target.model);
    const dialect = dialectOf(provider, surroundings.dialects);
    const account = bounds.get(endpoint.account);
    return { id: target.id, target, priced, provider, dialect, endpoint, paths, account };
  });
}

/** By account: the least that is said of it. */
function accountBounds(
  providers: readonly TableProvider[],
  endpoints: readonly UpstreamEndpoint[],
): Map<string, AccountBound> {
  const bounds = new Map<string, AccountBound>();
  for (const [i, { concurrency }] of providers.entries()) {
    const { account } = endpoints[i]!;
    const most = Math.min(concurrency ?? Infinity, bounds.get(account)?.most ?? Infinity);
    if (most < Infinity) bounds.set(account, { name: `account ${account}`, most });
  }
  return bounds;
}

async function allEndpoints(
  providers: readonly TableProvider[],
  surroundings: Surroundings,
  before: readonly ReadyTarget[],
): Promise<UpstreamEndpoint[]> {
  const { standIns } = surroundings;
  const opener = new CredentialOpener(surroundings);
  const known = new Map(
    before.map(({ provider, endpoint }) => [
      sameness(provider, endpoint.simulated ? endpoint.origin : undefined),
      endpoint,
    ]),
  );
  const all = providers.map(async (provider) => {
    const standIn = standIns[provider.id];
    const same = known.get(sameness(provider, standIn === undefined ? undefined : new URL(standIn).origin));
    return same ?? upstreamEndpoint(provider, opener, standIn);
  });
  const settled = await Promise.allSettled(all);
  const reasons = settled.flatMap((end): unknown[] => (end.status === "rejected" ? [end.reason] : []));
  const errors = reasons.filter((reason) => reason instanceof RuntimeError);
  if (errors.length < reasons.length) throw reasons.find((reason) => !(reason instanceof RuntimeError));
  const [first] = errors;
  if (first) throw new RuntimeError(first.code, errors.map(({ message }) => message).join("\n"));
  return Promise.all(all);
}

/** Equal for what is called in the same way. */
function sameness(provider: TableProvider, standIn: string | undefined): string {
  return JSON.stringify([provider, standIn]);
}

function dialectOf({ id, dialect }: TableProvider, dialects: Surroundings["dialects"]): Dialect {
  const known = dialects[dialect];
  if (known) return known;
  const message = `This version does not speak the dialect "${dialect}" of the provider "${id}". Take it out of the policy.`;
  throw new RuntimeError("unknown-dialect", message);
}
