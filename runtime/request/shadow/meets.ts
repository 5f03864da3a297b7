/** Whether a value is as a JSON Schema says, of draft 2020-12. What is not known here is not guessed: then nobody can tell. */
import { isDeepStrictEqual } from "node:util";

/** Undefined: nobody can tell. */
type Verdict = boolean | undefined;

type Json = Readonly<Record<string, unknown>>;

/** Schemas that are looked at for one value: a schema may name itself. */
const MOST_STEPS = 100_000;
const DEEPEST = 200;

export function meets(schema: unknown, value: unknown): Verdict {
  return new Check(schema).of(schema, value, 0);
}

/** They say nothing of what is valid. */
const annotations = new Set([
  ...["title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly"],
  ...["$schema", "$comment", "$id", "$defs", "definitions", "format"],
]);

class Check {
  readonly #root: unknown;
  #steps = 0;

  constructor(root: unknown) {
    this.#root = root;
  }

  of(schema: unknown, value: unknown, depth: number): Verdict {
    this.#steps += 1;
    if (this.#steps > MOST_STEPS || depth > DEEPEST) return undefined;
    if (typeof schema === "boolean") return schema;
    if (!isObject(schema)) return undefined;
    return every(Object.keys(schema), (name) => {
      if (annotations.has(name)) return true;
      const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
      return rule?.(schema[name], value, {
        schema,
        inner: (one, of) => this.of(one, of, depth + 1),
        find: (to) => this.#find(to),
      });
    });
  }

  /** What `#/$defs/name` names; undefined where it is not in the schema. */
  #find(reference: string): unknown {
    if (!reference.startsWith("#")) return undefined;
    const steps = reference.split("/").slice(1);
    if (reference !== "#" && !reference.startsWith("#/")) return undefined;
    return steps.reduce<unknown>((at, step) => {
      const name = decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
      return typeof at === "object" && at !== null && Object.hasOwn(at, name) ? (at as Json)[name] : undefined;
    }, this.#root);
  }
}

interface Around {
  readonly schema: Json;
  inner(schema: unknown, value: unknown): Verdict;
  find(reference: string): unknown;
}

type Rule = (said: unknown, value: unknown, around: Around) => Verdict;

const numbers =
  (holds: (value: number, bound: number) => boolean): Rule =>
  (said, value) =>
    typeof said !== "number" ? undefined : typeof value !== "number" || holds(value, said);

const counts =
  (of: (value: unknown) => number | undefined, holds: (count: number, bound: number) => boolean): Rule =>
  (said, value) => {
    const count = of(value);
    return typeof said !== "number" ? undefined : count === undefined || holds(count, said);
  };

const letters = (value: unknown): number | undefined => (typeof value === "string" ? [...value].length : undefined);
const items = (value: unknown): number | undefined => (Array.isArray(value) ? value.length : undefined);
const members = (value: unknown): number | undefined => (isObject(value) ? Object.keys(value).length : undefined);
const most = (count: number, bound: number): boolean => count <= bound;
const least = (count: number, bound: number): boolean => count >= bound;

const rules: Readonly<Record<string, Rule>> = {
  type: (said, value) => some(Array.isArray(said) ? said : [said], (one) => isOf(one, value)),
  const: (said, value) => isDeepStrictEqual(said, value),
  enum: (said, value) => (Array.isArray(said) ? said.some((one) => isDeepStrictEqual(one, value)) : undefined),
  required: (said, value) =>
    Array.isArray(said) ? !isObject(value) || said.every((name) => Object.hasOwn(value, String(name))) : undefined,
  properties: (said, value, { inner }) => {
    if (!isObject(said)) return undefined;
    if (!isObject(value)) return true;
    return every(Object.keys(said), (name) => (Object.hasOwn(value, name) ? inner(said[name], value[name]) : true));
  },
  additionalProperties: (said, value, { schema, inner }) => {
    const known = isObject(schema.properties) ? schema.properties : {};
    if (!isObject(value)) return true;
    if (schema.patternProperties !== undefined) return undefined;
    return every(Object.keys(value), (name) => (Object.hasOwn(known, name) ? true : inner(said, value[name])));
  },
  items: (said, value, { schema, inner }) => {
    if (schema.prefixItems !== undefined || Array.isArray(said)) return undefined;
    return Array.isArray(value) ? every(value, (one) => inner(said, one)) : true;
  },
  uniqueItems: (said, value) => {
    if (said !== true || !Array.isArray(value)) return true;
    if (value.length > 1_000) return undefined;
    return !value.some((one, i) => value.slice(0, i).some((other) => isDeepStrictEqual(one, other)));
  },
  allOf: (said, value, { inner }) => (Array.isArray(said) ? every(said, (one) => inner(one, value)) : undefined),
  anyOf: (said, value, { inner }) => (Array.isArray(said) ? some(said, (one) => inner(one, value)) : undefined),
  oneOf: (said, value, { inner }) => {
    if (!Array.isArray(said)) return undefined;
    const found = said.map((one) => inner(one, value));
    const held = found.filter((one) => one === true).length;
    if (held > 1) return false;
    return found.includes(undefined) ? undefined : held === 1;
  },
  not: (said, value, { inner }) => {
    const found = inner(said, value);
    return found === undefined ? undefined : !found;
  },
  $ref: (said, value, { inner, find }) => {
    const found = typeof said === "string" ? find(said) : undefined;
    return found === undefined ? undefined : inner(found, value);
  },
  minimum: numbers((value, bound) => value >= bound),
  maximum: numbers((value, bound) => value <= bound),
  exclusiveMinimum: numbers((value, bound) => value > bound),
  exclusiveMaximum: numbers((value, bound) => value < bound),
  minLength: counts(letters, least),
  maxLength: counts(letters, most),
  minItems: counts(items, least),
  maxItems: counts(items, most),
  minProperties: counts(members, least),
  maxProperties: counts(members, most),
};

function isOf(type: unknown, value: unknown): Verdict {
  switch (type) {
    case "object":
      return isObject(value);
    case "array":
      return Array.isArray(value);
    case "null":
      return value === null;
    case "integer":
      return Number.isInteger(value);
    case "string":
    case "number":
    case "boolean":
      return typeof value === type;
    default:
      return undefined;
  }
}

function every<T>(of: readonly T[], holds: (one: T) => Verdict): Verdict {
  let known = true;
  for (const one of of) {
    const found = holds(one);
    if (found === false) return false;
    known &&= found !== undefined;
  }
  return known ? true : undefined;
}

function some<T>(of: readonly T[], holds: (one: T) => Verdict): Verdict {
  let known = true;
  for (const one of of) {
    const found = holds(one);
    if (found === true) return true;
    known &&= found !== undefined;
  }
  return known ? false : undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
