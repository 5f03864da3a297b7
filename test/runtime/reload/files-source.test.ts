/** A table in a file that is changed in every way in which files are. */
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { systemClock } from "../../../runtime/clock.ts";
import { FilesSource } from "../../../runtime/reload/files-source.ts";
import { SourceWatch } from "../../../runtime/reload/source-watch.ts";
import { tableFile } from "../../../runtime/reload/table-file.ts";
import { temporaryFolder } from "../../cli/temporary-folder.ts";
import { afterTest } from "../after-test.ts";
import { ask, hello, runtime, type TestRuntime } from "../running.ts";
import { altered, type NumberedTable, numberedTable, telling } from "./numbered-tables.ts";

const upstreams = async (): Promise<[NumberedTable, NumberedTable, NumberedTable]> => {
  const upstream = await telling();
  return [numberedTable(0, upstream), numberedTable(1, upstream), numberedTable(2, upstream)];
};

test("a file that is written over, and one that is renamed into its place, are taken, with the map beside", async () => {
  const [first, second, third] = await upstreams();
  const path = temporaryFolder(filesOf(first));
  const gateway = await watched(path("t.json"), first);
  write(path, second);
  await serves(gateway, second);
  for (const [name, text] of Object.entries(filesOf(third))) {
    writeFileSync(path(`${name}.new`), text);
    renameSync(path(`${name}.new`), path(name));
  }
  await serves(gateway, third);
  expect(refusals(gateway)).toEqual([]);
});

test("a folder that is swapped by a link, as Kubernetes swaps a ConfigMap, is taken whole", async () => {
  const [first, second, third] = await upstreams();
  const path = temporaryFolder({});
  swapFolder(path("."), "..1", first);
  for (const name of Object.keys(filesOf(first))) symlinkSync(join("..data", name), path(name));
  const gateway = await watched(path("t.json"), first);
  swapFolder(path("."), "..2", second);
  await serves(gateway, second);
  swapFolder(path("."), "..3", third);
  await serves(gateway, third);
  // And back: it is another folder, of the same content as an earlier one.
  swapFolder(path("."), "..4", first);
  await serves(gateway, first);
  expect(refusals(gateway)).toEqual([]);
});

test("a file that is being written is not taken before it is quiet", async () => {
  const [first, second] = await upstreams();
  const path = temporaryFolder(filesOf(first));
  const gateway = await watched(path("t.json"), first, 150);
  writeFileSync(path("t.json.map"), second.map ?? "");
  writeFileSync(path("t.json"), "");
  const step = Math.ceil(second.table.length / 20);
  for (let at = 0; at < second.table.length; at += step) {
    appendFileSync(path("t.json"), second.table.slice(at, at + step));
    await setTimeout(20);
  }
  await serves(gateway, second);
  expect(refusals(gateway)).toEqual([]);
});

test("a file that is wrong, gone or a pipe is refused once with its reason, and the next that is right is taken", async () => {
  const [first, second] = await upstreams();
  const path = temporaryFolder(filesOf(first));
  const gateway = await watched(path("t.json"), first);
  const file = path("t.json");
  const wrongs: [RegExp, () => void][] = [
    [/altered/, () => writeFileSync(file, altered(second).table)],
    [/does not exist/, () => rmSync(file)],
    [/is not a file/, () => execFileSync("mkfifo", [file])],
    [/another table/, () => renameSync(path("other"), file)],
  ];
  writeFileSync(path("other"), second.table);
  for (const [index, [reason, wrong]] of wrongs.entries()) {
    wrong();
    await expect.poll(() => refusals(gateway).length, { timeout: 20_000 }).toBe(index + 1);
    expect(refusals(gateway).at(-1)).toMatch(reason);
    expect((await ask(gateway, { body: hello })).headers["x-pointsman-table"]).toBe(first.hash);
  }
  write(path, second);
  await serves(gateway, second);
});

test("a file that is asked for anew is read at once, and says when nothing is new", async () => {
  const [first, second] = await upstreams();
  const path = temporaryFolder(filesOf(first));
  const gateway = await runtime({ targets: {}, routes: {} }, {}, first);
  const watch = watchOf(gateway, path("t.json"), first, 3_600_000);
  expect(await watch.check()).toBe("unchanged");
  write(path, second);
  expect(await watch.check()).toBe("swapped");
  rmSync(path("t.json"));
  expect(await watch.check()).toBe("refused");
});

function filesOf({ table, map = "" }: NumberedTable): Record<string, string> {
  return { "t.json": table, "t.json.map": map };
}

function write(path: (name: string) => string, table: NumberedTable): void {
  for (const [name, text] of Object.entries(filesOf(table))) writeFileSync(path(name), text);
}

/** A new folder, a new link to it, and the link in the place of the old one; then the old folder goes. */
function swapFolder(root: string, name: string, table: NumberedTable): void {
  mkdirSync(join(root, name));
  write((file) => join(root, name, file), table);
  const data = join(root, "..data");
  const old = oldOf(data);
  symlinkSync(name, `${data}_tmp`);
  renameSync(`${data}_tmp`, data);
  if (old !== undefined) rmSync(join(root, old), { recursive: true });
}

function oldOf(link: string): string | undefined {
  try {
    return readlinkSync(link);
  } catch {
    return undefined;
  }
}

async function watched(file: string, first: NumberedTable, every = 20): Promise<TestRuntime> {
  const gateway = await runtime({ targets: {}, routes: {} }, {}, first);
  watchOf(gateway, file, first, every);
  return gateway;
}

function watchOf(gateway: TestRuntime, file: string, { standIns }: NumberedTable, every: number): SourceWatch {
  const watch = new SourceWatch({
    source: new FilesSource(tableFile(file)),
    offer: (document) => gateway.offer({ ...document, standIns }),
    refuse: (fault) => gateway.refuse(fault),
    every,
    clock: systemClock,
    chance: Math.random,
  });
  afterTest(() => watch.close());
  return watch;
}

async function serves(gateway: TestRuntime, { hash, rule }: NumberedTable): Promise<void> {
  const told = async (): Promise<unknown> => {
    const { headers } = await ask(gateway, { body: hello });
    return [headers["x-pointsman-table"], headers["x-pointsman-rule"]];
  };
  await expect.poll(told, { timeout: 20_000 }).toEqual([hash, rule]);
}

function refusals(gateway: TestRuntime): string[] {
  return gateway.log.flatMap(({ event, message }) => (event === "table-refused" ? [String(message)] : []));
}
