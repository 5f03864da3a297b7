import { describe } from "vitest";
import { openCacheStore } from "../../../../runtime/cache/store/open-cache-store.ts";
import { conformance } from "./conformance.ts";

describe("a cache in memory", () => {
  conformance((options) => openCacheStore("memory", options));
});
