/** What callers say of a request, for the policy: in the body or in a header. */
import type { Random } from "../../../agreement/random.ts";
import type { Draft } from "./draft.ts";

export function describe(random: Random, draft: Draft, value: string): void {
  if (random.once(2)) header(draft, "sensitivity", value);
  else draft.describe(value);
}

/** Blanks around it are no part of a header's value. */
export function header(draft: Draft, name: string, value: string): void {
  draft.metadata.push({ name, value: value.trim() });
  draft.headers.push(`x-pointsman-${name}`, value);
}
