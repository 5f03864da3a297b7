import { describe, expect, test } from "vitest";
import { openStore } from "../../../../runtime/state/store/open-store.ts";
import { conformance } from "./conformance.ts";

describe("a store in memory", () => {
  conformance(() => openStore("memory"));

  test("has no epoch, since it ends with its process", async () => {
    expect(await (await openStore("memory")).epoch()).toBeUndefined();
  });
});
