/** What a policy imports from "pointsman", as TypeScript: the sources in the repository, the declarations in the package. */
import { existsSync, readFileSync } from "node:fs";
import { isSource, packageFolder } from "../package-folder.ts";

const folder = new URL("dsl/", packageFolder);
const extension = isSource ? ".ts" : ".d.ts";

/** Where the type checker sees them. */
export const dslRoot = "/pointsman/";
export const dslEntry: string = `${dslRoot}index${extension}`;

/** The text of a file below `dslRoot`; undefined when there is none. */
export function readDsl(path: string): string | undefined {
  const file = new URL(path.slice(dslRoot.length), folder);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** The file that one of them means by `./name.ts`. */
export function resolveInDsl(specifier: string): string {
  return `${dslRoot}${specifier.replace(/^\.\//, "").replace(/(\.d)?\.[jt]s$/, "")}${extension}`;
}

/** The file with the union of all model ids. */
export const modelIdsFile: string = `${dslRoot}models.gen${extension}`;

/** In place of the shipped list: the models of the catalog at hand. */
export function modelIdsText(ids: readonly string[]): string {
  return `export type CatalogModel =${ids.map((id) => `\n  | ${JSON.stringify(id)}`).join("") || " never"};\n`;
}
