import { isObject, type JsonObject, listOf, objectOf, stringOf } from "./json.ts";
import { between, type Random } from "./random.ts";
import { words } from "./words.ts";

const fullDepth = 6;
const lastDepth = 24;

/**
 * A value that follows a JSON Schema: type, enum, const, required, items, bounds, formats, local `$ref`, anyOf, oneOf,
 * allOf. A `pattern` is not followed. Below a depth of six only what is required is filled in.
 */
export function schemaExample(schema: unknown, random: Random, root: unknown = schema, depth = 0): unknown {
  const node = resolve(schema, root);
  if (depth > lastDepth) return null;
  if ("const" in node) return node.const;
  if (Array.isArray(node.enum) && node.enum.length > 0) return node.enum[between(random, 0, node.enum.length - 1)];
  const choice = listOf(node.anyOf ?? node.oneOf)[0];
  if (choice !== undefined) return schemaExample(merge(node, resolve(choice, root)), random, root, depth + 1);
  switch (typeOf(node)) {
    case "object":
      return exampleObject(node, random, root, depth);
    case "array":
      return exampleArray(node, random, root, depth);
    case "string":
      return exampleString(node, random);
    case "integer":
    case "number":
      return exampleNumber(node, random);
    case "boolean":
      return random() < 0.5;
    default:
      return null;
  }
}

function resolve(schema: unknown, root: unknown): JsonObject {
  let node = objectOf(schema);
  for (let hops = 0; typeof node.$ref === "string" && hops < lastDepth; hops += 1) {
    const { $ref, ...rest } = node;
    node = merge(rest, objectOf(pointer(stringOf($ref), root)));
  }
  return listOf(node.allOf).reduce<JsonObject>((all, part) => merge(all, resolve(part, root)), without(node, "allOf"));
}

function pointer(ref: string, root: unknown): unknown {
  if (!ref.startsWith("#")) return {};
  const steps = ref.split("/").slice(1);
  const names = steps.map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"));
  return names.reduce<unknown>((node, name) => (Array.isArray(node) ? node[Number(name)] : objectOf(node)[name]), root);
}

function merge(one: JsonObject, other: JsonObject): JsonObject {
  return {
    ...without(without(one, "anyOf"), "oneOf"),
    ...other,
    properties: { ...objectOf(one.properties), ...objectOf(other.properties) },
    required: [...listOf(one.required), ...listOf(other.required)],
  };
}

function without(node: JsonObject, name: string): JsonObject {
  const { [name]: _, ...rest } = node;
  return rest;
}

function typeOf(node: JsonObject): unknown {
  if (Array.isArray(node.type)) return node.type.find((type) => type !== "null") ?? "null";
  if (node.type !== undefined) return node.type;
  if (node.items !== undefined) return "array";
  return "object";
}

function exampleObject(node: JsonObject, random: Random, root: unknown, depth: number): JsonObject {
  const properties = objectOf(node.properties);
  const required = listOf(node.required).filter((name) => typeof name === "string");
  const names = depth < fullDepth ? new Set([...Object.keys(properties), ...required]) : new Set(required);
  const entry = (name: string) => [
    name,
    schemaExample(properties[name] ?? { type: "string" }, random, root, depth + 1),
  ];
  return Object.fromEntries([...names].map(entry));
}

function exampleArray(node: JsonObject, random: Random, root: unknown, depth: number): unknown[] {
  const fewest = numberOr(node.minItems, 0);
  const length = depth < fullDepth ? Math.max(fewest, Math.min(1, numberOr(node.maxItems, 1))) : fewest;
  const items = isObject(node.items) ? node.items : { type: "string" };
  return Array.from({ length }, () => schemaExample(items, random, root, depth + 1));
}

function exampleString(node: JsonObject, random: Random): string {
  const made = formats[stringOf(node.format)] ?? words(random, 2);
  const fewest = numberOr(node.minLength, 0);
  const longEnough = made.length < fewest ? made.padEnd(fewest, ` ${words(random, 1)}`) : made;
  return longEnough.slice(0, numberOr(node.maxLength, longEnough.length));
}

function exampleNumber(node: JsonObject, random: Random): number {
  const step = numberOr(node.multipleOf, node.type === "integer" ? 1 : 0.5);
  const above = numberOr(node.exclusiveMinimum, Number.NEGATIVE_INFINITY);
  const below = numberOr(node.exclusiveMaximum, Number.POSITIVE_INFINITY);
  const low = Math.max(numberOr(node.minimum, Number.NEGATIVE_INFINITY), above);
  const high = Math.min(numberOr(node.maximum, Number.POSITIVE_INFINITY), below);
  const start = Number.isFinite(low) ? low : Math.min(1, high - step);
  const end = Math.min(high, start + 99 * step);
  const first = Math.ceil(start / step) * step === above ? Math.ceil(start / step) + 1 : Math.ceil(start / step);
  const last = Math.floor(end / step) * step === below ? Math.floor(end / step) - 1 : Math.floor(end / step);
  return last < first ? (start + end) / 2 : between(random, first, last) * step;
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}

const formats: Readonly<Record<string, string>> = {
  "date-time": "2026-01-01T00:00:00Z",
  date: "2026-01-01",
  time: "00:00:00Z",
  duration: "PT1M",
  email: "someone@example.com",
  hostname: "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  uri: "https://example.com/",
  uuid: "00000000-0000-4000-8000-000000000000",
};
