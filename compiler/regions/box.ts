import type { CellSet } from "./columns.ts";

/** Column key to its allowed cells; never all of them, and never none. */
export type Box = ReadonlyMap<string, CellSet>;
