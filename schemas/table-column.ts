/** How a table holds what its rules ask of one fact. */
import * as z from "zod";

/**
 * One column per fact in use. `cells[i]` is the index into `vectors` of the boxes that are compatible with cell i.
 * number: cell 0 is missing, then 1 + how many `cuts` are ≤ the value.
 * string: cell 0 is missing, 1 any value not listed, then 2 + the index in `values`.
 * boolean: cell 0 is false, 1 true.
 * `argument` is what the fact is asked with: the tag, the text or pattern, the fact to sample by.
 */
export type TableColumn =
  | { kind: "number"; fact: string; argument?: string | undefined; cuts: number[]; cells: number[] }
  | { kind: "string"; fact: string; values: string[]; cells: number[] }
  | { kind: "boolean"; fact: string; argument?: string | undefined; cells: number[] };

const index = z.int().nonnegative();

export const column: z.ZodType<TableColumn> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("number"),
    fact: z.string(),
    argument: z.string().optional(),
    cuts: z.array(z.number()),
    cells: z.array(index),
  }),
  z.strictObject({ kind: z.literal("string"), fact: z.string(), values: z.array(z.string()), cells: z.array(index) }),
  z.strictObject({
    kind: z.literal("boolean"),
    fact: z.string(),
    argument: z.string().optional(),
    cells: z.array(index),
  }),
]);
