import type { Origin } from "../../../source.ts";
import type { LiteralValue, Value } from "../../value.ts";

/** The pure methods of texts and numbers; undefined where the method or its arguments are not among them. */
export function textMethod(
  object: LiteralValue,
  method: string,
  args: readonly Value[],
  at: Origin,
): Value | undefined {
  const text = object.value;
  if (method === "toString" && typeof text === "number") return { kind: "literal", value: String(text), origin: at };
  if (typeof text !== "string") return undefined;
  const [first, second] = args.map((arg) => (arg.kind === "literal" ? arg.value : undefined));
  const value = apply(text, method, first, second);
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) return { kind: "literal", value, origin: at };
  return { kind: "list", items: value.map((item) => ({ kind: "literal", value: item, origin: at })), origin: at };
}

function apply(text: string, method: string, first: unknown, second: unknown): string | boolean | string[] | undefined {
  if (method === "toLowerCase") return text.toLowerCase();
  if (method === "toUpperCase") return text.toUpperCase();
  if (method === "trim") return text.trim();
  if (method === "slice" && typeof first === "number") return text.slice(first, second as number | undefined);
  if (typeof first !== "string") return undefined;
  if (method === "includes") return text.includes(first);
  if (method === "startsWith") return text.startsWith(first);
  if (method === "endsWith") return text.endsWith(first);
  if (method === "split") return text.split(first);
  return undefined;
}
