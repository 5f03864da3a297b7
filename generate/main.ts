/**
 * `npm run generate` writes the generated files and deletes stale ones; with `-- --check` it only names what it would
 * change, and exits 1 if there is anything. `--root <dir>` writes to, or compares with, another directory.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { applyChange, type Change, findChanges } from "./changes.ts";
import { generatedFiles, generatedFolders } from "./registry.ts";

const { values } = parseArgs({
  options: {
    check: { type: "boolean", default: false },
    root: { type: "string", default: fileURLToPath(new URL("..", import.meta.url)) },
  },
});
const found = told(findChanges(values.root, generatedFiles, generatedFolders));
const { generatedPages } = await import("./pages.ts");
const all = [...found, ...told(findChanges(values.root, generatedPages, []))];
if (values.check && all.length > 0) {
  console.error("Generated files are not as `npm run generate` writes them.");
  process.exitCode = 1;
}

/** Each is printed and, unless it is only looked, made. */
function told(changes: readonly Change[]): readonly Change[] {
  for (const change of changes) {
    if (!values.check) applyChange(values.root, change);
    console.log(`${change.kind}: ${change.path}`);
  }
  return changes;
}
