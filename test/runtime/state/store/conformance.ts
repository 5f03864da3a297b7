/** What every store does, whatever keeps it. */
import { afterEach, beforeEach, describe } from "vitest";
import type { Store } from "../../../../runtime/state/store/store.ts";
import { accountsConformance } from "./accounts-conformance.ts";
import { keysConformance } from "./keys-conformance.ts";
import { limitsConformance } from "./limits-conformance.ts";
import { usageConformance } from "./usage-conformance.ts";

/** `open`: an empty one each time. */
export function conformance(open: () => Promise<Store>): void {
  let opened: Store;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());
  const store = (): Store => opened;
  describe("accounts", () => accountsConformance(store));
  describe("limits", () => limitsConformance(store));
  describe("use", () => usageConformance(store));
  describe("keys", () => keysConformance(store));
}
