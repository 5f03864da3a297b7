import { describe } from "vitest";
import { openCacheStore } from "../../../../runtime/cache/store/open-cache-store.ts";
import { newFile } from "../../state/store/new-file.ts";
import { conformance } from "./conformance.ts";

describe("a cache in a SQLite file", () => {
  conformance((options) => openCacheStore(`sqlite:${newFile()}`, options));
});
