/** The members of a body for OpenRouter that choose who answers, and what becomes of each. */

/** `model`: it makes the route and its chain. `fixed`: under `set`. Else why it is not carried over. */
export type Fate = string;

export const fates: ReadonlyMap<string, Fate> = new Map<string, Fate>([
  ["model", "model"],
  ["models", "model"],
  ...["provider", "plugins", "transforms", "preset"].map((name): [string, Fate] => [name, "fixed"]),
  ["route", "the chain of the route says what follows a failure"],
  ["usage", "usage is always asked for, and counted"],
  ["session_id", "it is another one for every session; clients send it"],
  ["messages", "they are what clients send"],
  ["prompt", "it is what clients send"],
]);
