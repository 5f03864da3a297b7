import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterTest } from "../../after-test.ts";

/** The path of a file that there is not, in a folder of its own. */
export function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "pointsman-store-"));
  afterTest(() => rmSync(folder, { recursive: true }));
  return join(folder, "state.db");
}
