/** Bodies that nobody thought of: those of the cases, with several things in them replaced, taken away, renamed, or moved from elsewhere. */
import fc from "fast-check";
import { bodyAt, type Case, cases } from "./cases.ts";
import { apply, change } from "./random-changes.ts";

export interface RandomBody {
  one: Case;
  /** Of the provider that is asked. */
  provider: string;
  body: unknown;
}

const bodies = cases.map(({ body }) => body);

export const randomBody: fc.Arbitrary<RandomBody> = fc
  .record({
    one: fc.constantFrom(...cases),
    provider: fc.nat(100),
    isStream: fc.boolean(),
    changes: fc.array(change, { minLength: 1, maxLength: 4 }),
  })
  .map(({ one, provider: index, isStream, changes }) => {
    const provider = one.places[index % one.places.length]!;
    const streamed = "stream" in one.body ? { stream: isStream } : {};
    const body: unknown = structuredClone({ ...bodyAt(one, provider), ...streamed });
    for (const each of changes) apply(body, each, bodies);
    return { one, provider, body };
  });
