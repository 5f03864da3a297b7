import { allows, type StringColumn } from "./string-column.ts";

/** `columns`, and as many of `others` as it takes until no value is allowed by all; each must be excluded by one. */
export function excluding(
  values: readonly (string | undefined)[],
  columns: readonly StringColumn[],
  others: readonly StringColumn[],
): StringColumn[] {
  const chosen = [...new Set(columns)];
  let left = values.filter((value) => chosen.every((column) => allows(column, value)));
  while (left.length > 0) {
    const kept = others.map((column) => left.filter((value) => allows(column, value)));
    const best = kept.reduce((least, values, i) => (values.length < kept[least]!.length ? i : least), 0);
    chosen.push(others[best]!);
    left = kept[best]!;
  }
  return chosen;
}
