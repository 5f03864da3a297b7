import { describe } from "vitest";
import { openStore } from "../../../../runtime/state/store/open-store.ts";
import { conformance } from "./conformance.ts";
import { newFile } from "./new-file.ts";

describe("a store in a SQLite file", () => {
  conformance(() => openStore(`sqlite:${newFile()}`));
});
