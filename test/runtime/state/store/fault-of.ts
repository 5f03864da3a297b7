import { StoreError } from "../../../../runtime/state/store/store.ts";

/** What a store refuses with. */
export async function faultOf(refused: Promise<unknown>): Promise<StoreError> {
  const error = await refused.then(
    () => undefined,
    (why: unknown) => why,
  );
  if (error instanceof StoreError) return error;
  throw new Error("nothing was refused by a store", { cause: error });
}
