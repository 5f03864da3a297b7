/** The bodies of a case with one thing wrong. */
import type { Case } from "./cases.ts";
import { doubled, places, removed, replaced, respelled, spelled } from "./places.ts";
import { wrongValues } from "./wrong-values.ts";

export interface Trial {
  /** Where something is wrong. */
  place: string;
  /** What is. */
  what: string;
  /** JSON, or nearly. */
  text: string;
}

const upper = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** `body`: the case's at some provider. */
export function* trials({ body: base }: Pick<Case, "body">, body: unknown): Generator<Trial> {
  for (const path of places(base)) {
    const place = spelled(path);
    for (const [what, json] of Object.entries(wrongValues)) yield { place, what, text: replaced(body, path, json) };
    yield { place, what: "missing", text: removed(body, path) };
    yield { place, what: "doubled", text: doubled(body, path) };
    yield { place, what: "upper case", text: respelled(body, path, upper) };
  }
}
