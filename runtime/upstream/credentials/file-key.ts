/** A key that stands in a file: read again while it is used, so that it can be rotated, and at once when it was refused. */
import { readFile } from "node:fs/promises";
import type { Clock } from "../../clock.ts";
import type { Credentials } from "../credentials.ts";
import { codeOf, legal } from "../secret.ts";

/** How old what was read may be. Milliseconds. */
const FRESH = 1_000;

export interface KeyFile {
  readonly path: string;
  /** The variable that names it. */
  readonly variable: string;
  /** What it held at the start. */
  readonly key: string;
  /** The headers that a key is sent as. */
  write(key: string): readonly string[];
  readonly clock: Clock;
  /** Told once of each reason for which the file cannot be used; the key that was read last is sent meanwhile. */
  alarm(message: string): void;
}

export class FileKey implements Credentials {
  readonly #file: KeyFile;
  #key: string;
  #headers: readonly string[];
  #readAt: number;
  #reading: Promise<void> | undefined;
  #fault: string | undefined;

  constructor(file: KeyFile) {
    this.#file = file;
    this.#key = file.key;
    this.#headers = file.write(file.key);
    this.#readAt = file.clock.now();
  }

  headers(): readonly string[] {
    if (this.#file.clock.now() - this.#readAt >= FRESH) void this.#read();
    return this.#headers;
  }

  async refused(headers: readonly string[]): Promise<boolean> {
    // A reading that had begun may have come too early.
    const begun = this.#reading;
    if (headers === this.#headers) await this.#read();
    if (headers === this.#headers && begun) await this.#read();
    return headers !== this.#headers;
  }

  #read(): Promise<void> {
    this.#reading ??= this.#readOnce().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readOnce(): Promise<void> {
    const { path, variable, write, clock } = this.#file;
    this.#readAt = clock.now();
    try {
      const key = legal(await readFile(path, "utf8"), variable, path);
      this.#fault = undefined;
      if (key === this.#key) return;
      this.#key = key;
      this.#headers = write(key);
    } catch (error) {
      this.#tell(error);
    }
  }

  #tell(error: unknown): void {
    const { path, variable, alarm } = this.#file;
    const isOurs = error instanceof Error && error.name === "RuntimeError";
    const fault = isOurs
      ? error.message
      : `The file ${path}, which ${variable} names, could not be read (${codeOf(error)}).`;
    if (fault !== this.#fault) alarm(`${fault} The key that was read before is still sent.`);
    this.#fault = fault;
  }
}
