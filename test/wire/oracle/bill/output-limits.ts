/** Output limits of a body, under whatever name a provider or a box before it may take one. */
import { Members } from "./read-json.ts";

const limitNames: ReadonlySet<string> = new Set([
  ...["max_tokens", "max_completion_tokens", "max_output_tokens", "maxoutputtokens", "maxtokens"],
  ...["max_new_tokens", "max_length", "num_predict", "n_predict", "max_gen_len", "maxcompletiontokens"],
]);

/** Names and values. `places`: the members in which settings stand; "" is the body itself. */
export function limitsIn(body: unknown, places: readonly string[]): [string, unknown][] {
  const all = places.flatMap((place) =>
    place === ""
      ? entriesOf(body)
      : entriesOf(body).flatMap(([name, value]) => (name === place ? entriesOf(value) : [])),
  );
  return all.filter(([name]) => limitNames.has(name.toLowerCase()));
}

/** Of an object, as it is written or as it was read. */
export function entriesOf(value: unknown): readonly [string, unknown][] {
  if (value instanceof Members) return value.entries;
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
