import { RuntimeError } from "../runtime/runtime-error.ts";
import { TableError } from "../runtime/table/table-error.ts";
import { UsageError } from "./usage-error.ts";

/** What the operator can mend becomes a `UsageError`. */
export async function refusing<T>(source: string, start: () => T | Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if (error instanceof TableError) throw new UsageError(`${source}: ${error.message}`);
    if (error instanceof RuntimeError) throw new UsageError(error.message);
    throw error;
  }
}
