import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { Batches } from "../../../../runtime/state/store/sqlite/batches.ts";
import { afterTest } from "../../after-test.ts";
import { newFile } from "./new-file.ts";

function opened() {
  const file = newFile();
  const database = new DatabaseSync(file);
  afterTest(() => database.close());
  database.exec("PRAGMA journal_mode = WAL; CREATE TABLE numbers (n INTEGER NOT NULL) STRICT");
  const batches = new Batches(database, [], { file, patience: 300 });
  const insert = database.prepare("INSERT INTO numbers VALUES (?)");
  const numbers = () =>
    database
      .prepare("SELECT n FROM numbers ORDER BY n")
      .all()
      .map(({ n }) => n);
  return { database, batches, numbers, add: (n: number | null) => batches.run(() => insert.run(n).changes) };
}

test("what comes in one turn is one transaction", async () => {
  const { database, batches, add, numbers } = opened();
  const seen: boolean[] = [];
  const look = () => batches.run(() => seen.push(database.isTransaction));
  await Promise.all([add(1), look(), add(2), look()]);
  expect(seen).toEqual([true, true]);
  expect(numbers()).toEqual([1, 2]);
});

test("what cannot be done fails by itself, and what came with it is done once", async () => {
  const { add, numbers } = opened();
  const done = await Promise.allSettled([add(1), add(null), add(2)]);
  expect(done.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(numbers()).toEqual([1, 2]);
});
