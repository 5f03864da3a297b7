/** The decision table's schema as one plain function, so that the runtime needs neither zod nor ajv. */
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { table } from "../schemas/table.ts";
import { type GeneratedFile, notice } from "./generated-file.ts";
import { jsonSchema } from "./json-schemas.ts";

export const tableValidator: readonly GeneratedFile[] = [
  {
    path: "schemas/generated/table-validator.js",
    content: () => validatorModule("validateTable", jsonSchema("table", "Pointsman decision table", table, "ref")),
  },
  { path: "schemas/generated/table-validator.d.ts", content: () => declarations },
];

const declarations = `// ${notice}

export interface TableError {
  /** JSON Pointer to the value that is wrong; empty for the table itself. */
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
}

/** Whether \`data\` has the shape of a decision table. If not, \`errors\` says why until the next call. */
export declare const validateTable: {
  (data: unknown): boolean;
  errors?: TableError[] | null;
};
`;

/** An ES module that exports the validator under `name`. Throws when it would need anything at run time. */
export function validatorModule(name: string, schema: Record<string, unknown>): string {
  // The runtime loads this code at every start: parts that recur are functions of their own, and what errors say is made of their parts.
  const code = { source: true, esm: true };
  const ajv = new Ajv2020({ code, inlineRefs: false, messages: false, strict: true, strictTypes: false });
  ajv.addSchema(schema);
  const module = askedAlone(standalone.default(ajv, { [name]: String(schema.$id) })).replaceAll(
    /schemaPath:"[^"]*",/g,
    "",
  );
  const needed = /\brequire\s*\(.*|^import\b.*|\bimport\s*\(.*/m.exec(module);
  if (needed) throw new Error(`the validator \`${name}\` must stand alone, but its code has: ${needed[0]}`);
  return `// ${notice}\n${module.trimEnd()}\n`;
}

/** Of the schemas that stand in the code, what it asks of them: names of members, and lists of values. */
function askedAlone(code: string): string {
  const asked = new Map<string, string>();
  const schemas = new Map<string, unknown>();
  const without = code.replaceAll(
    /const (schema\d+) = (\{.*?\});(?=const |function )/g,
    (_, name: string, json: string) => {
      schemas.set(name, JSON.parse(json));
      return "";
    },
  );
  const known = without.replaceAll(/\b(schema\d+)((?:\.[A-Za-z]\w*)+)/g, (place, name: string, path: string) => {
    const value = path
      .slice(1)
      .split(".")
      .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], schemas.get(name));
    const part = Array.isArray(value) ? value : Object.fromEntries(Object.keys(value as object).map((key) => [key, 0]));
    if (!asked.has(place)) asked.set(place, `const asked${asked.size} = ${JSON.stringify(part)};`);
    return `asked${[...asked.keys()].indexOf(place)}`;
  });
  if (/\bschema\d+\b/.test(known)) throw new Error("the validator asks its schema in a way that is not known");
  return known.replace('"use strict";', `"use strict";${[...asked.values()].join("")}`);
}
