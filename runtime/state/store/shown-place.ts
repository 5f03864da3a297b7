import { StoreError } from "./store.ts";

/** A store's place as it is told: without what opens it. */
export function shownPlace(place: string): string {
  return place.replace(/^(\w+:\/\/).*@/, "$1");
}

/** A place that no store has. What may open something is not told to a log. */
export function unknownPlace(place: string): StoreError {
  const shown = place.replace(/\/\/.*@/, "//");
  return new StoreError("settings", `A store is memory, sqlite:<file> or redis://<host>, and not \`${shown}\`.`);
}
