import type { LoadedRoute, LoadedTable } from "./loaded-table.ts";

/** The route that the client's `model` names, else the one that takes the rest, if there is one. */
export function findRoute({ routes }: LoadedTable, model: string): LoadedRoute | undefined {
  return routes.get(model) ?? routes.get("*");
}
