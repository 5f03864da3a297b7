import type { Table } from "../schemas/table.ts";

/** Some target of the table may not be asked as much as comes. */
export function limitsTargets({ providers, targets }: Pick<Table, "providers" | "targets">): boolean {
  return [...providers, ...targets].some(({ limits }) => limits !== undefined);
}
