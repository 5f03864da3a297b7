import type { MetadataField } from "./ir.ts";

/** The fact that a declared field, or a declared header, is asked by. */
export function saidFact({ name, isHeader }: Pick<MetadataField, "name" | "isHeader">): string {
  return `${isHeader ? "headers" : "metadata"}.${name}`;
}
