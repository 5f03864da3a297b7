/**
 * A table that is read or made from files. They are looked at by their state and not by the system's notices of changes: those do
 * not come from network folders and containers' mounts, and end where a folder is swapped.
 */
import { fileSignature } from "./file-signature.ts";
import type { TableDocument } from "./open-table.ts";
import type { TableSource } from "./table-source.ts";
import type { TableFault } from "./table-swaps.ts";

export interface Made {
  readonly document: TableDocument | TableFault;
  /** What it depends on, files that are not there included. */
  readonly files: readonly string[];
}

export interface FilesSourceOptions {
  /** What it is to be made of, as far as that is known. */
  readonly files: readonly string[];
  /** Never rejects. */
  make(): Promise<Made>;
}

export class FilesSource implements TableSource {
  readonly #make: () => Promise<Made>;
  #files: readonly string[];
  /** As it was when it was last made, and when it was last looked at. */
  #made: string | undefined;
  #seen: string | undefined;

  constructor({ files, make }: FilesSourceOptions) {
    this.#files = files;
    this.#make = make;
  }

  /** A change is taken when it has lasted from one look to the next: whoever saves a file may be in the middle of it. */
  async read(anew: boolean): Promise<TableDocument | TableFault | undefined> {
    const now = await fileSignature(this.#files);
    const isQuiet = now === this.#seen;
    this.#seen = now;
    if (!anew && (now === this.#made || !isQuiet)) return undefined;
    const { document, files } = await this.#make();
    const isSame = (await fileSignature(this.#files)) === now;
    this.#made = isSame ? await this.#lookAt(files, now) : undefined;
    // Otherwise it was written while it was read.
    return isSame || anew ? document : undefined;
  }

  async close(): Promise<void> {}

  async #lookAt(files: readonly string[], now: string): Promise<string> {
    const isKnown = files.length === this.#files.length && files.every((file, i) => file === this.#files[i]);
    if (isKnown) return now;
    this.#files = files;
    this.#seen = await fileSignature(files);
    return this.#seen;
  }
}
