import { expect, test } from "vitest";
import { thorough } from "../../../thorough.ts";
import { checkWorlds } from "./check-worlds.ts";

test("whatever providers do, a request keeps what its policy promises", { timeout: 120_000 }, async () => {
  expect(await checkWorlds(20_261_127, thorough(3_000, 200))).toBeUndefined();
});
