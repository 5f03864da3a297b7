import type { Value } from "../load/value.ts";
import { field, items } from "./read.ts";

/** The values that a metadata field lists, in either of its forms; undefined where it takes any text. */
export function listedValues(value: Value): readonly Value[] | undefined {
  const list = value.kind === "list" ? value : field(value, "values");
  return list && items(list);
}
