import { expect, test } from "vitest";
import { printTable } from "../../../compiler/emit/print-table.ts";
import { loadTable } from "../../../runtime/table/load.ts";
import { TableError, type TableErrorCode } from "../../../runtime/table/table-error.ts";
import { canonicalJson } from "../../../schemas/canonical.ts";
import type { Table } from "../../../schemas/table.ts";
import { tableHash } from "../../../schemas/table-hash.ts";
import { all, flag, from, oneOf, policy, route } from "../../compiler/regions/conditions.ts";
import { tableOf } from "./tables.ts";

const ir = policy(route(all(from("turns", 3), oneOf("model", "a")), flag("text.includes", "x")));

function refusal(text: string): [TableErrorCode, string] {
  try {
    loadTable(text);
  } catch (error) {
    if (error instanceof TableError) return [error.code, error.message];
    throw error;
  }
  return expect.unreachable("the table was taken");
}

/** The table after a change, with the hash that belongs to it. */
function changed(change: (table: Table) => void): string {
  const table = structuredClone(tableOf(ir));
  change(table);
  return JSON.stringify({ ...table, hash: tableHash(table) });
}

test("a table is taken however it is laid out", () => {
  const table = tableOf(ir);
  expect(loadTable(printTable(table)).table).toEqual(table);
  expect(loadTable(canonicalJson(table)).routes.get("main")?.boxCount).toBe(2);
});

test("what is not JSON, empty or cut short says so", () => {
  const text = printTable(tableOf(ir));
  expect(refusal("routes: yes")).toEqual(["not-json", expect.stringContaining("cut short")]);
  expect(refusal("  \n")).toEqual(["not-json", expect.stringContaining("empty")]);
  for (const length of [1, 20, text.length / 2, text.length - 3])
    expect(refusal(text.slice(0, length))[0]).toBe("not-json");
});

test.each(["null", "3", "[]", "{}", '{"format":"pointsman-map"}'])("%s is not a table", (text) => {
  expect(refusal(text)).toEqual(["not-a-table", expect.stringContaining("pointsman build")]);
});

test("another version is refused with both versions and the compiler", () => {
  const [code, message] = refusal(
    changed((table) => Object.assign(table, { version: 2, compiler: "pointsman 9.9.9" })),
  );
  expect(code).toBe("version");
  expect(message).toMatch(/version 2.*pointsman 9\.9\.9.*version 1/);
});

test("a feature that the runtime lacks is named, even when its fields are unknown too", () => {
  const [code, message] = refusal(
    changed((table) => {
      table.features.push("cache/exact", "fact/mood");
      Object.assign(table.routes[0]!, { cache: {} });
    }),
  );
  expect(code).toBe("feature");
  expect(message).toContain("cache/exact, fact/mood");
});

test("a table that was altered after it was built is refused", () => {
  const text = printTable(tableOf(ir));
  expect(refusal(text.replace("alpha.invalid", "omega.invalid"))[0]).toBe("altered");
  expect(refusal(text.replace('"Refused with 401."', '"Refused with 401"'))[0]).toBe("altered");
  expect(refusal(text.replace(/"hash": "sha256-[0-9a-f]{4}/, '"hash": "sha256-0000'))[0]).toBe("altered");
});

test("a table without its form names the first places", () => {
  const text = changed((table) => {
    Object.assign(table.routes[0]!, { boxes: "none" });
  });
  expect(refusal(text)).toEqual(["schema", expect.stringContaining("/routes/0/boxes")]);
});

const misfits: [string, (main: Table["routes"][number]) => object][] = [
  ['/routes/0 has the unknown member "extra"', () => ({ extra: 1 })],
  ['/routes/0/limits lacks "idle"', () => ({ limits: { deadline: 5 } })],
  ["/routes/0/boxes is no array", () => ({ boxes: "none" })],
  ["/routes/0/limits/deadline is not > 0", () => ({ limits: { deadline: 0, idle: 1 } })],
  ["/routes/0/hedge/most is not <= 1", () => ({ hedge: { most: 2 } })],
  ["/routes/0/record is not true", () => ({ record: false })],
  ['/routes/0/cache/scope is none of ["key","team","global"]', () => ({ cache: { scope: "all" } })],
  ["/routes/0/vectors/0 does not match ^[A-Za-z0-9+/]*={0,2}$", () => ({ vectors: ["?"] })],
  ['/routes/0/columns/0/kind is not "string"', (main) => ({ columns: [{ ...main.columns[0], kind: "blob" }] })],
];

test.each(misfits)("a table without its form says what is wrong: %s", (told, members) => {
  const text = changed((table) => Object.assign(table.routes[0]!, members(table.routes[0]!)));
  expect(refusal(text)).toEqual(["schema", expect.stringContaining(told)]);
});

const damages: [string, (table: Table, main: Table["routes"][number]) => void][] = [
  ["/targets/0/provider", (table) => Object.assign(table.targets[0]!, { provider: 1 })],
  ["/plans/0/targets/0", (table) => Object.assign(table.plans[0]!, { targets: [7], order: 7 })],
  ["/plans/0/order", (table) => Object.assign(table.plans[0]!, { order: { chain: [0, 7] } })],
  ["/plans/0/targets has no target", (table) => Object.assign(table.plans[0]!, { targets: [] })],
  ["/routes/0/otherwise/plan", (_, main) => Object.assign(main, { otherwise: { plan: 1 } })],
  ["/routes/0/rules/1/action/plan", (_, main) => Object.assign(main.rules[1]!, { action: { plan: 1 } })],
  ["/routes/0/boxes/1", (_, main) => Object.assign(main, { boxes: [0, 2] })],
  ["/routes/0/boxes/1 is not in the order", (_, main) => Object.assign(main, { boxes: [1, 0] })],
  [
    "/routes/0/vectors/0 has 1 words",
    (_, main) => Object.assign(main, { vectors: ["AAAAAA==", ...main.vectors.slice(1)] }),
  ],
  ["/routes/0/vectors/0 has 2 words", (_, main) => main.boxes.push(...Array<number>(40).fill(1))],
  ["/routes/0/vectors/0 has a summary", (_, main) => Object.assign(main.vectors, ["AQAAAAAAAAA="])],
  ["/routes/0/vectors/0 names boxes", (_, main) => Object.assign(main.vectors, ["AQAAAAQAAAA="])],
  ["/routes/0/columns/0/cells has 4", (_, main) => main.columns[0]!.cells.push(0)],
  ["/routes/0/columns/0/cells/0 is 9", (_, main) => Object.assign(main.columns[0]!.cells, [9])],
  ["/routes/0/columns/0/fact", (_, main) => Object.assign(main.columns[0]!, { fact: "toString" })],
  [
    "/routes/0/columns/0/values",
    (_, main) => Object.assign(main.columns[0]!, { values: ["a", "a"], cells: [0, 0, 0, 0] }),
  ],
  ["/routes/0/columns/1/cuts", (_, main) => Object.assign(main.columns[1]!, { cuts: [3, 3], cells: [0, 0, 0, 0] })],
  ["/routes has the same name", (table, main) => table.routes.push(main)],
];

test.each(damages)("numbers that point nowhere are found: %s", (place, damage) => {
  const [code, message] = refusal(changed((table) => damage(table, table.routes[0]!)));
  expect(message).toContain(place);
  expect(code).toBe("index");
});
