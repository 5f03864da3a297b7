import type { LoadedRoute, LoadedTable } from "./loaded-table.ts";

/** The route that the client's `model` names, else the one whose name before its `*` is the longest beginning of it. */
export function findRoute({ routes, wildcards }: LoadedTable, model: string): LoadedRoute | undefined {
  return routes.get(model) ?? wildcards.find(({ name }) => model.startsWith(name.slice(0, -1)));
}
