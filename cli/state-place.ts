/** Where is kept what outlives a restart, when the command line does not say it. */
export const DEFAULT_STATE = "sqlite:pointsman-state.db";

/** The file of a place that is one. */
export function stateFile(place: string): string | undefined {
  return place.startsWith("sqlite:") ? place.slice("sqlite:".length).split("?", 1)[0] : undefined;
}
