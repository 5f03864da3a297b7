/**
 * Targets that fail together: those of one provider, of one account, and those that are asked with one key. What shares anything
 * with a second that shares something with a third is in one group with both, so groups never overlap.
 */
import type { ProviderFile } from "../../schemas/catalog.ts";
import type { PolicyIr, Target } from "../lower/ir.ts";
import { namedTargets } from "../lower/named-targets.ts";

export interface OutageGroup {
  /** Ids, sorted. */
  readonly providers: readonly string[];
}

/** Of all that a policy names, by the provider's id, the same object for all of a group: what one plan leaves out may join two that it has. */
export function outageGroups(policy: PolicyIr): ReadonlyMap<string, OutageGroup> {
  const groups = known.get(policy) ?? groupsOf(namedTargets(policy));
  known.set(policy, groups);
  return groups;
}

const known = new WeakMap<PolicyIr, ReadonlyMap<string, OutageGroup>>();

function groupsOf(targets: readonly Target[]): ReadonlyMap<string, OutageGroup> {
  const joined = new Joined();
  const ids = new Set<string>();
  for (const { provider } of targets) {
    ids.add(provider.id);
    for (const shared of sharedBy(provider)) joined.join(nameOf(provider.id), shared);
  }
  const byRoot = Map.groupBy([...ids].sort(), (id) => joined.rootOf(nameOf(id)));
  const groups = [...byRoot.values()].map((providers): OutageGroup => ({ providers }));
  return new Map(groups.flatMap((group) => group.providers.map((id) => [id, group])));
}

/** Whose account a provider's requests are billed to: its own, unless the catalog or the overlay says otherwise. */
export function accountOf({ id, account }: ProviderFile): string {
  return account ?? id;
}

/** A key is known by the variables that may hold it: two providers that can read the same one may use the same key. */
function sharedBy(provider: ProviderFile): string[] {
  const { env, signingEnv = [] } = provider.auth;
  return [`account ${accountOf(provider)}`, ...[...env, ...signingEnv].map((name) => `key ${name}`)];
}

function nameOf(id: string): string {
  return `provider ${id}`;
}

/** Union–find. */
class Joined {
  readonly #parents = new Map<string, string>();

  rootOf(name: string): string {
    let root = name;
    for (let next = this.#parents.get(root); next !== undefined; next = this.#parents.get(root)) root = next;
    for (let at = name; at !== root; ) {
      const next = this.#parents.get(at)!;
      this.#parents.set(at, root);
      at = next;
    }
    return root;
  }

  join(a: string, b: string): void {
    const [from, to] = [this.rootOf(a), this.rootOf(b)];
    if (from !== to) this.#parents.set(from, to);
  }
}
