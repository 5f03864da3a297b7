/** The table as a file that can be reviewed line by line: lists and records of scalars stay on one line. */
import type { Table } from "../../schemas/table.ts";

/** Ends with a newline. */
export function printTable(table: Table): string {
  return `${print(table, "")}\n`;
}

const LINE = 100;

function print(value: unknown, indent: string): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  const items = fields.map(([key, item]) => {
    const text = print(item, inner);
    return Array.isArray(value) ? text : `${JSON.stringify(key)}: ${text}`;
  });
  if (fits(items, indent) || isNumbers(value)) return `${open}${items.join(", ")}${close}`;
  return `${open}\n${items.map((item) => inner + item).join(",\n")}\n${indent}${close}`;
}

function fits(items: readonly string[], indent: string): boolean {
  const length = items.reduce((sum, item) => sum + item.length + 2, indent.length);
  return length <= LINE && !items.some((item) => item.includes("\n"));
}

/** Cells, cuts and boxes: one line, however many. */
function isNumbers(value: object): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "number");
}
