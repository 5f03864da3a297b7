import { RuntimeError } from "./runtime-error.ts";
import { StoreError } from "./state/store/store.ts";

/** For `catch`: what a store refuses is for the operator, as what a runtime does. */
export function refusedStore(error: unknown): never {
  throw error instanceof StoreError ? new RuntimeError("store", error.message) : error;
}
