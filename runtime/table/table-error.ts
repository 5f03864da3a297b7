export type TableErrorCode = "not-json" | "not-a-table" | "version" | "feature" | "altered" | "schema" | "index";

/** Why a table cannot be used. The message says what to do. */
export class TableError extends Error {
  override readonly name = "TableError";
  readonly code: TableErrorCode;

  constructor(code: TableErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
