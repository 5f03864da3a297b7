import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "pointsman-index-"));

const script = `
import { VectorIndex } from "./vector-index.js";
const index = new VectorIndex({ dimension: 2, ceiling: 2 ** 20 });
const vector = Float32Array.of(1, 0);
const said = [
  index.nearest({ partition: "p", vector, most: 1, now: 0 }),
  index.put({ id: "e", partition: "p", vector, expires: 1 }),
];
console.log(JSON.stringify((await Promise.allSettled(said)).map(({ reason }) => reason.message)));
await index.remove("e");
await index.close();
`;

// Node strips types by WebAssembly, too.
beforeAll(async () => {
  const input = "runtime/cache/semantic/index/vector-index.ts";
  const bundle = await rolldown({ input, platform: "node", logLevel: "silent" });
  await bundle.write({ dir: folder, format: "esm" });
  await bundle.close();
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "main.js"), script);
});
afterAll(() => rmSync(folder, { recursive: true }));

test("without WebAssembly an index refuses to search, and says why", () => {
  const said = execFileSync(process.execPath, ["--jitless", join(folder, "main.js")], { encoding: "utf8" });
  const message = "This process has no WebAssembly, which search by meaning needs: start it without --jitless.";
  expect(JSON.parse(said)).toEqual([message, message]);
});
