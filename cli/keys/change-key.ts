/** The keys of a store, as commands look at them and change them. */
import { closest } from "../../runtime/request/closest.ts";
import type { StoredKey, StoredKeys } from "../../runtime/state/store/stored-keys.ts";
import { UsageError } from "../usage-error.ts";
import { withStore } from "../with-store.ts";

/** Closes the store behind it. `makes`: a file that is not there yet is made. Throws a `UsageError` for what the store refuses. */
export function withKeys<T>(place: string, makes: boolean, use: (keys: StoredKeys) => Promise<T>): Promise<T> {
  const inMemory = "--state memory ends with its process, and so would its keys: name sqlite:<file> or redis://…";
  const absent = (file: string) =>
    `there is no store at ${file}: name it with --state, or make it with \`pointsman keys create\``;
  return withStore({ place, inMemory, absent: makes ? undefined : absent }, ({ keys }) => use(keys));
}

export async function keyOfId(keys: StoredKeys, id: string): Promise<StoredKey> {
  return found(await keys.list(), id);
}

/** More than change one key in the same moment. */
const TRIES = 20;

/** Of two that change it at once none undoes what the other did. `change` throws where it is not to be changed. */
export async function changeKey(
  keys: StoredKeys,
  id: string,
  change: (key: StoredKey) => StoredKey,
): Promise<StoredKey> {
  return put(keys, (all) => change(found(all, id)));
}

/** Throws a `UsageError` where there is one of its id. */
export async function addKey(keys: StoredKeys, key: StoredKey): Promise<StoredKey> {
  return put(keys, (all) => {
    if (all.some(({ id }) => id === key.id))
      throw new UsageError(`there is a key \`${key.id}\` already: rotate it, or give another --id`);
    return key;
  });
}

async function put(keys: StoredKeys, next: (all: readonly StoredKey[]) => StoredKey): Promise<StoredKey> {
  for (let tries = 0; tries < TRIES; tries++) {
    const revision = await keys.revision();
    const key = next(await keys.list());
    if (await keys.put(key, revision)) return key;
  }
  throw new UsageError("others change the keys all the time: try again");
}

function found(all: readonly StoredKey[], id: string): StoredKey {
  const key = all.find((one) => one.id === id);
  if (key) return key;
  const near = closest(
    id,
    all.map((one) => one.id),
  );
  throw new UsageError(`there is no key \`${id}\`${near === undefined ? "" : `; did you mean \`${near}\`?`}`);
}
