/**
 * JSON Schemas as the API takes them: without references, which it takes only bare and only to the top, without `allOf` and
 * `const`, which it does not know, and without what names the schema itself.
 */
import { isObject } from "./wire.ts";

type Schema = Record<string, unknown>;

/** Nodes of the schema that is written. Definitions that name each other twice and again double with each step. */
const MOST_NODES = 5_000;

/** What the answer can be held to, as the API's reference lists it; it passes no others on to the model. */
const held = new Set([
  ...["type", "format", "title", "description", "enum", "items", "prefixItems", "minItems", "maxItems"],
  ...["minimum", "maximum", "anyOf", "oneOf", "properties", "additionalProperties", "required", "propertyOrdering"],
]);

/** Of the answer. */
export function answerSchema(schema: object): object {
  return new Mending(schema, held).mend(schema, []);
}

/** Of a tool's arguments, always an object; undefined for one without any, of which the API wants no schema at all. */
export function argumentsSchema(schema: object): object | undefined {
  const { type: _, ...rest } = new Mending(schema).mend(schema, []);
  const { properties, ...others } = rest;
  const hasProperties = isObject(properties) && Object.keys(properties).length > 0;
  const saysMore = Object.keys(others).some((keyword) => !saysNothing.has(keyword));
  return hasProperties || saysMore ? { type: "object", ...rest } : undefined;
}

const saysNothing = new Set(["title", "description", "required", "additionalProperties"]);

const ofItself = new Set(["$schema", "$id", "$anchor", "$comment", "$defs", "definitions", "$ref", "allOf", "const"]);

class Mending {
  readonly #root: object;
  readonly #kept: ReadonlySet<string> | undefined;
  #nodes = 0;

  constructor(root: object, kept?: ReadonlySet<string>) {
    this.#root = root;
    this.#kept = kept;
  }

  /** `open`: the references that this stands in. */
  mend(schema: object, open: readonly string[]): Schema {
    this.#nodes++;
    const { $ref: name, allOf, const: only } = schema as Schema;
    let mended: Schema = {};
    if (typeof name === "string") mended = this.#named(name, open);
    if (Array.isArray(allOf)) {
      for (const part of allOf.filter(isObject)) mended = joined(mended, this.mend(part, open));
    }
    const own: Schema = typeof only === "string" || typeof only === "number" ? { type: typeof only, enum: [only] } : {};
    for (const [keyword, value] of Object.entries(schema)) {
      if (ofItself.has(keyword) || (this.#kept && !this.#kept.has(keyword))) continue;
      own[keyword] = this.#value(keyword, value, open);
    }
    return joined(mended, own);
  }

  /** A reference to what it stands in is left as that one's type alone. */
  #named(name: string, open: readonly string[]): Schema {
    const found = this.#find(name);
    if (!isObject(found)) return {};
    if (!open.includes(name) && this.#nodes <= MOST_NODES) return this.mend(found, [...open, name]);
    return found.type === undefined ? {} : { type: found.type };
  }

  #value(keyword: string, value: unknown, open: readonly string[]): unknown {
    switch (keyword) {
      case "properties":
      case "patternProperties":
        if (!isObject(value)) return value;
        return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, this.#inner(inner, open)]));
      case "anyOf":
      case "oneOf":
      case "prefixItems":
        return Array.isArray(value) ? value.map((inner) => this.#inner(inner, open)) : value;
      case "items":
      case "additionalProperties":
      case "not":
        return this.#inner(value, open);
      default:
        return value;
    }
  }

  #inner(value: unknown, open: readonly string[]): unknown {
    return isObject(value) ? this.mend(value, open) : value;
  }

  /** `#/$defs/Name`, `#/properties/a/items`. */
  #find(name: string): unknown {
    if (!name.startsWith("#")) return undefined;
    let at: unknown = this.#root;
    for (const step of name.slice(1).split("/").slice(1)) {
      const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
      at = typeof at === "object" && at !== null && Object.hasOwn(at, key) ? (at as Schema)[key] : undefined;
    }
    return at;
  }
}

/** What both ask for; where both say the same keyword, the second one holds. */
function joined(one: Schema, other: Schema): Schema {
  const both: Schema = { ...one, ...other };
  if (isObject(one.properties) && isObject(other.properties))
    both.properties = { ...one.properties, ...other.properties };
  if (Array.isArray(one.required) && Array.isArray(other.required))
    both.required = [...new Set([...one.required, ...other.required])];
  return both;
}
