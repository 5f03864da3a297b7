/** Files as documents: their formats, and names that the API takes. */
import type { DocumentFormat } from "./wire.ts";

const formats: Readonly<Record<string, DocumentFormat>> = {
  "application/pdf": "pdf",
  "text/csv": "csv",
  "application/msword": "doc",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.ms-excel": "xls",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "text/html": "html",
  "text/markdown": "md",
};

/** Undefined for media types that are none of them; every other text is plain text. */
export function documentFormat(type: string): DocumentFormat | undefined {
  return formats[type] ?? (type.startsWith("text/") ? "txt" : undefined);
}

const LONGEST = 200;
/** Characters kept for what tells names apart. */
const ROOM = 10;

/** Names of one request: legal, and each only once. The name of a document depends on those before it alone. */
export class DocumentNames {
  readonly #taken = new Set<string>();

  next(given = ""): string {
    const plain = given.replace(/[^a-zA-Z0-9\s()[\]-]+/g, "-").replace(/\s+/g, " ");
    const name = plain.slice(0, LONGEST - ROOM).trim() || "document";
    let free = name;
    for (let i = 2; this.#taken.has(free); i++) free = `${name} (${i})`;
    this.#taken.add(free);
    return free;
  }
}
