/** The store that `--state` names, for the time of one command. */
import { existsSync } from "node:fs";
import { openStore } from "../runtime/state/store/open-store.ts";
import { type Store, StoreError } from "../runtime/state/store/store.ts";
import { stateFile } from "./state-place.ts";
import { UsageError } from "./usage-error.ts";

export interface StoreAsked {
  /** As `openStore` takes it. */
  readonly place: string;
  /** Why a store in memory is of no use here. */
  readonly inMemory: string;
  /** What is said where its file is not there; absent: it is made. */
  readonly absent?: ((file: string) => string) | undefined;
}

/** Closes it behind `use`. Throws a `UsageError` for what the store refuses. */
export async function withStore<T>(
  { place, inMemory, absent }: StoreAsked,
  use: (store: Store) => Promise<T>,
): Promise<T> {
  if (place === "memory") throw new UsageError(inMemory);
  const file = stateFile(place);
  if (absent && file && !existsSync(file)) throw new UsageError(absent(file));
  return refusedInWords(async () => {
    const store = await openStore(place);
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  });
}

/** What a store refuses is for the one who wrote the command. */
export async function refusedInWords<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof StoreError) throw new UsageError(error.message, undefined, { cause: error });
    throw error;
  }
}
