/** Names of a scenario, held against the table that is rehearsed. */
import { findRoute } from "../../runtime/table/find-route.ts";
import type { LoadedRoute, LoadedTable } from "../../runtime/table/loaded-table.ts";

/** Refuses what stands at a place, given by its keys from the top. */
export type Refuse = (path: readonly PropertyKey[], message: string) => never;

export function checkWho(who: string, { table: { providers, targets } }: LoadedTable, refuse: Refuse): void {
  const ids = [...providers.map(({ id }) => id), ...targets.map(({ id }) => id)];
  if (ids.includes(who)) return;
  refuse([], `\`${who}\` is no provider or model of this policy; there are ${listed(["all", ...ids])}`);
}

export function checkRoute(name: string, loaded: LoadedTable, refuse: Refuse): LoadedRoute {
  const route = findRoute(loaded, name);
  return route ?? refuse([], `there is no route \`${name}\`; there are ${listed([...loaded.routes.keys()])}`);
}

export function checkMetadata(name: string, said: readonly string[], { table }: LoadedTable, refuse: Refuse): void {
  const field = Object.hasOwn(table.metadata, name) ? table.metadata[name] : undefined;
  const names = Object.keys(table.metadata);
  if (!field) {
    refuse(
      [],
      names.length === 0
        ? "this policy declares no metadata"
        : `the policy declares no such metadata; there are ${listed(names)}`,
    );
  }
  const { values } = field;
  const wrong = values && said.find((value) => !values.includes(value));
  if (wrong !== undefined) refuse([], `\`${wrong}\` is no value of it; there are ${listed(values!)}`);
}

/** More say no more. */
const MOST = 30;

function listed(names: readonly string[]): string {
  const more = names.length - MOST;
  return names.slice(0, MOST).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
