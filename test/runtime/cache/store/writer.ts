/** `node writer.ts <place> <name>`: puts a hundred entries with a meaning, and as much evidence, into a store that others write, too. */
import { openCacheStore } from "../../../../runtime/cache/store/open-cache-store.ts";
import { newEntry, oddVector } from "./entries.ts";

const [place = "", name = ""] = process.argv.slice(2);
const store = await openCacheStore(place);
for (let i = 0; i < 100; i++) {
  await store.put(newEntry({ keys: [`${name} ${i}`], meaning: { text: "?", vector: oddVector } }));
  await store.evidence.add("s", 1, { checks: 1, wrong: 0 });
}
await store.close();
