import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ImportFormat } from "../../../../compiler/import/import-policy.ts";
import { openCatalog } from "../../../../compiler/load/catalog/open-catalog.ts";
import { vanished } from "./vanished.ts";

const cases = "test/golden/import";
const catalog = openCatalog();

describe("no setting vanishes: where one is changed, the policy is another, or a finding says what becomes of it", () => {
  test.each(readdirSync(cases))("%s", (name) => {
    const path = ["config.yaml", "config.json"].map((file) => `${cases}/${name}/${file}`).find(existsSync)!;
    expect(vanished(name.split("-")[0] as ImportFormat, readFileSync(path, "utf8"), catalog)).toEqual([]);
  });
});
