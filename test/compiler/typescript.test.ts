import { expect, test } from "vitest";
import { imports } from "../architecture/import-graph.ts";

test("only one file of the compiler loads TypeScript, so that it is loaded the quick way", () => {
  const others = imports.filter(
    ({ from, to, typeOnly }) => from.startsWith("compiler/") && to === "typescript" && !typeOnly,
  );
  expect(others.map(({ from }) => from)).toEqual([]);
});
