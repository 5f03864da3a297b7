// JSON that stands for typed messages: what a message does not have is refused, names may be written in two ways.
import { isObject, type JsonObject } from "../json.ts";
import { type FieldViolation, RequestProblem } from "../problem.ts";

/** What a member may be. `any` is taken as it is; the members of a `fields` message are known. */
export type Shape =
  | Scalar
  | { readonly oneOf: readonly string[] }
  | { readonly list: Shape }
  | { readonly map: Shape }
  | { readonly fields: () => Fields };

type Scalar = "any" | "object" | "string" | "bytes" | "int" | "float" | "bool";

export type Fields = Readonly<Record<string, Shape>>;

/**
 * The value with all names in camel case and enums in capitals. Members that are null are left out.
 * @throws RequestProblem that lists everything that does not fit
 */
export function readMessage(value: unknown, fields: Fields): JsonObject {
  const wrong: FieldViolation[] = [];
  const read = readFields(value, fields, "", wrong);
  if (wrong.length === 0) return objectOrNone(read);
  const message = wrong.map(({ description }) => description).join("\n");
  throw new RequestProblem({ kind: "bad-request", message, violations: wrong });
}

function readFields(value: unknown, fields: Fields, path: string, wrong: FieldViolation[]): unknown {
  if (!isObject(value)) return refuse(value, path, "message", wrong);
  const read: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    const camel = name.replace(/(?<=.)_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    const shape = Object.hasOwn(fields, camel) ? fields[camel] : undefined;
    if (shape === undefined) unknownName(name, path, "Cannot find field.", wrong);
    else if (member !== null) read[camel] = readShape(member, shape, join(path, snake(camel)), wrong);
  }
  return read;
}

function readShape(value: unknown, shape: Shape, path: string, wrong: FieldViolation[]): unknown {
  if (typeof shape === "string") return fits(value, shape) ? value : refuse(value, path, shape, wrong);
  if ("list" in shape) {
    const list = Array.isArray(value) ? value : [value];
    return list.map((item, index) => readShape(item, shape.list, `${path}[${index}]`, wrong));
  }
  if (Array.isArray(value)) {
    const name = path.slice(path.lastIndexOf(".") + 1);
    return unknownName(
      name,
      path.slice(0, -name.length - 1),
      "Proto field is not repeating, cannot start list.",
      wrong,
    );
  }
  if ("oneOf" in shape) {
    const wanted = typeof value === "string" ? value.toUpperCase() : "";
    return shape.oneOf.includes(wanted) ? wanted : refuse(value, path, "enum", wrong);
  }
  if ("fields" in shape) return readFields(value, shape.fields(), path, wrong);
  if (!isObject(value)) return refuse(value, path, "message", wrong);
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([name, item], index) => [name, readShape(item, shape.map, `${path}[${index}].value`, wrong)]),
  );
}

function fits(value: unknown, shape: Scalar): boolean {
  switch (shape) {
    case "any":
      return true;
    case "object":
      return isObject(value);
    case "string":
      return typeof value === "string";
    case "bytes":
      return typeof value === "string" && /^[\w+/-]*={0,2}$/.test(value);
    case "bool":
      return typeof value === "boolean";
    case "float":
      return typeof value === "number";
    case "int":
      return Number.isInteger(typeof value === "string" && value !== "" ? Number(value) : value);
    default:
      throw shape satisfies never;
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: "TYPE_STRING",
  bytes: "TYPE_BYTES",
  int: "TYPE_INT32",
  float: "TYPE_FLOAT",
  bool: "TYPE_BOOL",
  enum: "TYPE_ENUM",
};

function refuse(value: unknown, path: string, type: string, wrong: FieldViolation[]): undefined {
  const name = typeNames[type] ?? "type.googleapis.com/google.protobuf.Struct";
  wrong.push({ field: path, description: `Invalid value at '${path}' (${name}), ${JSON.stringify(value)}` });
}

function unknownName(name: string, path: string, why: string, wrong: FieldViolation[]): undefined {
  const at = path === "" ? "" : ` at '${path}'`;
  wrong.push({ field: path, description: `Invalid JSON payload received. Unknown name "${name}"${at}: ${why}` });
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function objectOrNone(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
