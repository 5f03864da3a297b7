/**
 * `npm run generate` writes the generated files and deletes stale ones; with `-- --check` it only names what it would
 * change, and exits 1 if there is anything. `--root <dir>` writes to, or compares with, another directory.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { applyChange, findChanges } from "./changes.ts";
import { generatedFiles, generatedFolders } from "./registry.ts";

const { values } = parseArgs({
  options: {
    check: { type: "boolean", default: false },
    root: { type: "string", default: fileURLToPath(new URL("..", import.meta.url)) },
  },
});
const changes = findChanges(values.root, generatedFiles, generatedFolders);
for (const change of changes) {
  if (!values.check) applyChange(values.root, change);
  console.log(`${change.kind}: ${change.path}`);
}
if (values.check && changes.length > 0) {
  console.error("Generated files are not as `npm run generate` writes them.");
  process.exitCode = 1;
}
