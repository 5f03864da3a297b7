/** A copy of the product in which a fault is put back, and what the oracle on the wire says of it. */
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { WireMutant } from "./mutant.ts";

const folders = ["compiler", "schemas", "semantics", "dsl", "runtime", "simulator", "catalog"];
const tests = ["test/agreement", "test/compiler", "test/wire"];
const run = promisify(execFile);

export class MutatedCopy {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async make(): Promise<MutatedCopy> {
    const folder = await mkdtemp(join(tmpdir(), "wire-mutants-"));
    for (const name of [...folders, ...tests]) await cp(name, join(folder, name), { recursive: true });
    await cp("package.json", join(folder, "package.json"));
    await symlink(join(process.cwd(), "node_modules"), join(folder, "node_modules"));
    return new MutatedCopy(folder);
  }

  remove(): Promise<void> {
    return rm(this.#folder, { recursive: true });
  }

  /** What the oracle notices first, or `none`. Throws where an edit no longer fits. */
  async noticed({ edits, ...asked }: WireMutant): Promise<string> {
    const texts = new Map<string, string>();
    try {
      for (const { file, find, replace } of edits) {
        const path = join(this.#folder, file);
        const text = await readFile(path, "utf8");
        if (!texts.has(path)) texts.set(path, text);
        if (text.split(find).length !== 2) throw new Error(`${file} must have ${find} once`);
        await writeFile(
          path,
          text.replace(find, () => replace),
        );
      }
      return await this.asked(asked);
    } finally {
      for (const [path, text] of texts) await writeFile(path, text);
    }
  }

  /** What the oracle says of the copy as it is. */
  async asked({ theme = "", policies = 4 }: Pick<WireMutant, "theme" | "policies">): Promise<string> {
    const args = [join("test", "wire", "oracle", "slice.ts"), theme, String(policies)];
    const env = { ...process.env, NODE_COMPILE_CACHE: join(this.#folder, "compiled") };
    const { stdout } = await run(join("node_modules", ".bin", "node"), args, { cwd: this.#folder, env });
    return stdout.trim();
  }
}
