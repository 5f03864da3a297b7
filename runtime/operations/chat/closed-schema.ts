/** JSON Schemas as APIs take them that hold a model's output to one. */

type Schema = Record<string, unknown>;

/** Keywords that a schema the model is held to must not have. */
const refused = new Set([
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "pattern",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
]);

const DEEPEST = 100;

/** A tool's input must be an object, even one without properties. */
export function toolSchema(parameters: object): object {
  const schema = parameters as Schema;
  if (schema.type === "object") return "properties" in schema ? schema : { ...schema, properties: {} };
  return { ...schema, type: "object", properties: schema.properties ?? {} };
}

/** The schema in the subset that output can be held to: closed objects, no ranges or patterns, `anyOf` for `oneOf`. */
export function closedSchema(schema: object, depth = 0): object {
  if (depth > DEEPEST) return schema;
  const closed: Schema = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (refused.has(keyword)) continue;
    closed[keyword === "oneOf" ? "anyOf" : keyword] = closeKeyword(keyword, value, depth + 1);
  }
  if (closed.type === "object" || "properties" in closed) closed.additionalProperties = false;
  return closed;
}

function closeKeyword(keyword: string, value: unknown, depth: number): unknown {
  switch (keyword) {
    case "properties":
    case "$defs":
    case "definitions":
      return isObject(value)
        ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, close(inner, depth)]))
        : value;
    case "anyOf":
    case "oneOf":
    case "allOf":
    case "prefixItems":
      return Array.isArray(value) ? value.map((inner) => close(inner, depth)) : value;
    case "items":
    case "not":
      return close(value, depth);
    default:
      return value;
  }
}

function close(value: unknown, depth: number): unknown {
  return isObject(value) ? closedSchema(value, depth) : value;
}

function isObject(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
