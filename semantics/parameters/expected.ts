/** Holding a value against the type of a parameter. */
import type { ParameterType } from "../../schemas/parameters/parameter.ts";

export function allows(type: ParameterType, value: unknown): boolean {
  switch (type.kind) {
    case "number":
      return typeof value === "number" && value >= type.from && value <= type.to;
    case "whole":
      return Number.isSafeInteger(value) && Number(value) >= type.from && Number(value) <= type.to;
    case "boolean":
      return typeof value === "boolean";
    case "text":
      return typeof value === "string" && value.length <= type.most;
    case "word":
      return typeof value === "string" && type.of.includes(value);
    case "texts":
      return typeof value === "string" || (Array.isArray(value) && value.every((each) => typeof each === "string"));
    case "object":
      return isObject(value);
    case "list":
      return Array.isArray(value);
    case "text-or-object":
      return typeof value === "string" || isObject(value);
    case "text-or-list":
      return typeof value === "string" || Array.isArray(value);
  }
  return type satisfies never;
}

/** Fits behind "must be". */
export function expected(type: ParameterType): string {
  switch (type.kind) {
    case "number":
      return `a number from ${type.from} to ${type.to}`;
    case "whole":
      return `a whole number${range(type.from, type.to)}`;
    case "boolean":
      return "true or false";
    case "text":
      return `a text of at most ${type.most.toLocaleString("en")} characters`;
    case "word":
      return `one of ${type.of.join(", ")}`;
    case "texts":
      return "a text or a list of texts";
    case "object":
      return "an object";
    case "list":
      return "a list";
    case "text-or-object":
      return "a text or an object";
    case "text-or-list":
      return "a text or a list";
  }
  return type satisfies never;
}

function range(from: number, to: number): string {
  if (from === to) return `, and ${from}`;
  const least = from === Number.MIN_SAFE_INTEGER ? "" : ` from ${from}`;
  return to === Number.MAX_SAFE_INTEGER ? least : `${least} to ${to}`;
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
