/** What every store of the cache does, wherever it keeps answers. */
import { afterEach, beforeEach, describe } from "vitest";
import type { CacheStore } from "../../../../runtime/cache/store/cache-store.ts";
import type { CacheStoreOptions } from "../../../../runtime/cache/store/open-cache-store.ts";
import { ceilingConformance } from "./ceiling-conformance.ts";
import { droppingConformance } from "./dropping-conformance.ts";
import { evidenceConformance } from "./evidence-conformance.ts";
import { findingConformance } from "./finding-conformance.ts";
import { followingConformance } from "./following-conformance.ts";

/** `open`: an empty one each time. */
export function conformance(open: (options?: CacheStoreOptions) => Promise<CacheStore>): void {
  let opened: CacheStore;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());
  const store = (): CacheStore => opened;
  describe("finding", () => findingConformance(store));
  describe("a ceiling", () => ceilingConformance(open));
  describe("listing and dropping", () => droppingConformance(store));
  describe("following", () => followingConformance(store));
  describe("evidence", () => evidenceConformance(store));
}
