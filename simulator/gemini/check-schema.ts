import { type JsonObject, listOf, objectOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";

const depth = 32;

/**
 * What the API asks of a schema beyond its keywords.
 * @throws RequestProblem
 */
export function checkSchema(schema: JsonObject, path: string, left: number = depth): void {
  const type = stringOf(schema.type);
  const properties = objectOf(schema.properties);
  if (left === 0) badRequest(`* ${path}: the schema is nested too deep`);
  if (type === "" && schema.anyOf === undefined && schema.ref === undefined) {
    badRequest(`* ${path}.type: must be specified`);
  }
  if (type === "OBJECT" && schema.properties !== undefined && Object.keys(properties).length === 0) {
    badRequest(`* ${path}.properties: should be non-empty for OBJECT type`);
  }
  if (type === "ARRAY" && schema.items === undefined) badRequest(`* ${path}.items: missing field.`);
  if (schema.enum !== undefined && type !== "STRING") badRequest(`* ${path}.enum: only allowed for STRING type`);
  if (listOf(schema.enum).includes(""))
    badRequest(`* ${path}.enum[${listOf(schema.enum).indexOf("")}]: cannot be empty`);
  if (type === "STRING" && !["", "enum", "date-time"].includes(stringOf(schema.format))) {
    badRequest(`* ${path}.format: only 'enum' and 'date-time' are supported for STRING type`);
  }
  for (const [index, name] of listOf(schema.required).entries()) {
    if (!Object.hasOwn(properties, String(name))) badRequest(`* ${path}.required[${index}]: property is not defined`);
  }
  for (const [name, inner] of Object.entries(properties)) {
    checkSchema(objectOf(inner), `${path}.properties[${name}]`, left - 1);
  }
  if (schema.items !== undefined) checkSchema(objectOf(schema.items), `${path}.items`, left - 1);
  for (const [index, inner] of listOf(schema.anyOf).entries()) {
    checkSchema(objectOf(inner), `${path}.any_of[${index}]`, left - 1);
  }
}

/** The schema as JSON Schema: types in small letters. */
export function toJsonSchema(schema: JsonObject): JsonObject {
  const inner = (value: unknown): JsonObject => toJsonSchema(objectOf(value));
  const properties = Object.entries(objectOf(schema.properties)).map(([name, value]) => [name, inner(value)]);
  return {
    ...schema,
    ...(schema.type === undefined ? {} : { type: stringOf(schema.type).toLowerCase() }),
    ...(schema.properties === undefined ? {} : { properties: Object.fromEntries(properties) }),
    ...(schema.items === undefined ? {} : { items: inner(schema.items) }),
    ...(schema.anyOf === undefined ? {} : { anyOf: listOf(schema.anyOf).map(inner) }),
  };
}
