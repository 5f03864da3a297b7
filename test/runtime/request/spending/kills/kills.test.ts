/** A short run of the command `npm run verify:kills`. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { hasRedis } from "../../../state/store/redis-server.ts";

const command = fileURLToPath(new URL("main.ts", import.meta.url));

test("gateways that are killed forget nothing that was sent, and settle what they settle as it was billed: on SQLite, and on Redis where it is", async () => {
  const asked = ["--kills", "6", "--processes", "2"];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [command, ...asked], { timeout: 230_000 });
  const ended = `${stdout}${stderr}`.match(/\d+ settled as billed, .*\b0 faults/g) ?? [];
  expect(ended.length, `${stdout}${stderr}`).toBe(hasRedis ? 2 : 1);
  for (const line of ended) expect(Number.parseInt(line, 10)).toBeGreaterThan(0);
}, 240_000);
