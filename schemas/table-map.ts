/** Where the rules of a table were written: `<table>.map`, beside the table, which itself does not depend on positions. */
import * as z from "zod";

export interface TableMap {
  format: "pointsman-map";
  version: 1;
  /** Hash of the table that it belongs to. */
  table: string;
  /** By `<route>/<index of the rule>` and `<route>/otherwise`. */
  rules: Record<string, SourcePosition>;
}

export interface SourcePosition {
  /** As the user named it. */
  file: string;
  /** From 1; columns in UTF-16 units. */
  line: number;
  column: number;
}

export const tableMap: z.ZodType<TableMap> = z
  .strictObject({
    format: z.literal("pointsman-map"),
    version: z.literal(1),
    table: z.string(),
    rules: z.record(
      z.string(),
      z.strictObject({ file: z.string(), line: z.int().positive(), column: z.int().positive() }),
    ),
  })
  .meta({ title: "Pointsman table map" });
