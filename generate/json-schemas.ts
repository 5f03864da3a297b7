/** JSON Schemas of the documents, for editors and other tools. */
import * as z from "zod";
import { modelsFile, providerFile } from "../schemas/catalog.ts";
import { doctor } from "../schemas/doctor.ts";
import { overlay } from "../schemas/overlay.ts";
import { policy } from "../schemas/policy.ts";
import { rehearsal } from "../schemas/rehearsal.ts";
import { anyReport } from "../schemas/report.ts";
import { scenario } from "../schemas/scenario.ts";
import { spend } from "../schemas/spend.ts";
import { state } from "../schemas/state.ts";
import { table } from "../schemas/table.ts";
import { witness } from "../schemas/witness.ts";
import { type GeneratedFile, notice } from "./generated-file.ts";

export const jsonSchemas: readonly GeneratedFile[] = [
  yamlSchemaFile("policy", "Pointsman policy", policy),
  schemaFile("catalog-provider", "Pointsman catalog: provider", providerFile),
  schemaFile("catalog-models", "Pointsman catalog: models of a provider", modelsFile),
  yamlSchemaFile("catalog-overlay", "Pointsman catalog overlay", overlay),
  schemaFile("table", "Pointsman decision table", table),
  schemaFile("state", "Pointsman state, for decisions", state),
  schemaFile("scenario", "Pointsman scenario, for rehearsals", scenario),
  schemaFile("rehearsal", "Pointsman rehearsal", rehearsal),
  schemaFile("spend", "Pointsman spend", spend),
  schemaFile("doctor", "Pointsman doctor", doctor),
  schemaFile("witness", "Pointsman witness", witness),
  schemaFile("report", "Pointsman report", anyReport),
];

/** Draft 2020-12, with `$id` and `title` (that of the zod schema, if it has one), keys in the order of the zod schema. */
export function jsonSchema(
  name: string,
  title: string,
  schema: z.ZodType,
  reused: "inline" | "ref" = "inline",
): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    target: "draft-2020-12",
    io: "input",
    reused,
    override: ({ jsonSchema }) => dropTruisms(jsonSchema),
  });
  return { $schema, $id: `urn:pointsman:schema:${name}`, title, $comment: notice, ...rest };
}

/** What says nothing: the bounds of exact integers, and that the names of properties are strings. */
function dropTruisms(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  const names = schema.propertyNames;
  if (typeof names === "object" && names.type === "string" && Object.keys(names).length === 1) {
    delete schema.propertyNames;
  }
}

function schemaFile(name: string, title: string, schema: z.ZodType): GeneratedFile {
  return written(name, () => jsonSchema(name, title, schema));
}

/** For editors of YAML, to whom 32_000 is a text. */
function yamlSchemaFile(name: string, title: string, schema: z.ZodType): GeneratedFile {
  return written(name, () => withGaps(jsonSchema(name, title, schema)) as Record<string, unknown>);
}

function written(name: string, schema: () => Record<string, unknown>): GeneratedFile {
  return {
    path: `schemas/generated/${name}.schema.json`,
    content: () => `${JSON.stringify(schema(), null, 2)}\n`,
  };
}

/** Wherever a number may stand, one with `_` between its digits may. */
function withGaps(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withGaps);
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node).flatMap(([key, value]): [string, unknown][] => {
    if (key !== "type" || (value !== "integer" && value !== "number")) return [[key, withGaps(value)]];
    const message = `A ${value === "integer" ? "whole " : ""}number has digits alone, such as 32000 or 32_000.`;
    return [
      ["type", [value, "string"]],
      ["pattern", GAPS],
      ["patternErrorMessage", message],
    ];
  });
  return Object.fromEntries(entries);
}

/** As YAML policies are read. */
const GAPS = "^[-+]?\\d+(_\\d+)+(\\.\\d+)?$";
