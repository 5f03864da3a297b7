/** Where tables come from while one serves: a file, a URL, a policy. */
import type { TableDocument } from "./open-table.ts";
import type { TableFault } from "./table-swaps.ts";

export interface TableSource {
  /**
   * What there is, where it may be another than was given last; otherwise undefined. `anew`: in any case, as somebody asks for it.
   * Never rejects.
   */
  read(anew: boolean): Promise<TableDocument | TableFault | undefined>;
  close(): Promise<void>;
}

/** Bytes; a table of 10,000 rules has about three million. */
export const LARGEST_TABLE: number = 64 * 1024 * 1024;

export function isFault(read: TableDocument | TableFault): read is TableFault {
  return "reason" in read;
}
