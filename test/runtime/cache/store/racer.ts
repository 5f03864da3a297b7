/** `node racer.ts <place> <seed>`: does to a store whatever can be done, several things at once, beside others. */
import { openCacheStore } from "../../../../runtime/cache/store/open-cache-store.ts";
import { StoreError } from "../../../../runtime/state/store/store.ts";
import { randomFrom } from "../../state/store/races/random-from.ts";
import { answerOf, HOUR, NOON, newEntry, oddVector, origin } from "./entries.ts";

/** Bytes of the store, and how many keys there are. */
export const CEILING = 60_000;
export const KEYS = 40;

const TURNS = 60;
const AT_ONCE = 5;

if (import.meta.main) {
  const [place = "", seed] = process.argv.slice(2);
  const random = randomFrom(Number(seed));
  const below = (most: number): number => Math.floor(random() * most);
  const store = await openCacheStore(place, { ceiling: CEILING });
  const key = (): string => `key ${below(KEYS)}`;
  const put = (): Promise<unknown> =>
    store.put(
      newEntry({
        keys: [...new Set([key(), key()])],
        origin: { ...origin, route: `route ${below(3)}` },
        expires: NOON + HOUR + below(10) * HOUR,
        answer: answerOf("x".repeat(below(6_000))),
        ...(below(2) === 0 && { meaning: { text: "?", vector: oddVector } }),
      }),
    );
  const does: readonly (() => Promise<unknown>)[] = [
    ...Array.from({ length: 6 }, () => put),
    () => store.find([key(), key()], NOON),
    () => store.find([key()], NOON),
    () => store.expire(NOON + HOUR + below(2) * HOUR),
    () => store.drop({ route: `route ${below(3)}` }),
    () => store.list({}, 5, NOON).then(([one]) => store.drop({ id: one?.id ?? "none" })),
  ];
  for (let i = 0; i < TURNS; i++)
    await Promise.all(Array.from({ length: AT_ONCE }, () => does[below(does.length)]!().catch(unlessAway)));
  await put();
  await store.close();
}

/** Another one reads the log of the file for as long as this one waits. */
function unlessAway(error: unknown): void {
  if (!(error instanceof StoreError) || error.fault !== "away") throw error;
}
