import { expect, test } from "vitest";
import { checkSequences } from "./check-sequences.ts";
import { openSubjects } from "./subjects.ts";

/** `npm run verify:cache-stores` runs thousands. */
const RUNS = 100;

test("stores answer as the reference does, whatever is asked of them in which order", async () => {
  const subjects = await openSubjects();
  try {
    const seed = Date.now() % 1_000_000;
    expect(await checkSequences(subjects, seed, RUNS), `seed ${seed}`).toBeUndefined();
  } finally {
    await subjects.close();
  }
});
