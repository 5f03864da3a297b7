import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("docs/table.md names every field of the table", () => {
  const page = readFileSync("docs/table.md", "utf8");
  const schema = readFileSync("schemas/generated/table.schema.json", "utf8");
  const fields = new Set<string>();
  JSON.parse(schema, (key, value) => {
    if (key === "properties") for (const name of Object.keys(value)) fields.add(name);
    return value;
  });
  expect(fields.size).toBeGreaterThan(40);
  expect([...fields].filter((field) => !page.includes(`\`${field}\``))).toEqual([]);
});
