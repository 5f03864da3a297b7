/**
 * A JSON object out of members of another and of new ones. Members that are kept pass as the bytes that they came in, those
 * that stood side by side together, so that a large body is neither parsed nor written again.
 */
import type { Member } from "./scan-body.ts";

const OPEN = Buffer.from("{");
const CLOSE = Buffer.from("}");
const COMMA = Buffer.from(",");

export class ObjectWriter {
  readonly #from: Buffer;
  readonly #pieces: Buffer[] = [OPEN];
  /** Kept members that stand side by side: from where, to where, and the last of them. */
  #start = -1;
  #end = -1;
  #last = -2;

  /** The bytes must be valid JSON, and the members those at its top. */
  constructor(from: Buffer) {
    this.#from = from;
  }

  /** The member at `index` of all, as it came. */
  keep({ keyStart, valueEnd }: Member, index: number): void {
    if (index !== this.#last + 1 || this.#start < 0) {
      this.#flush();
      this.#start = keyStart;
    }
    this.#last = index;
    this.#end = valueEnd;
  }

  /** The member's value as it came, under another name. */
  rename({ valueStart, valueEnd }: Member, name: string): void {
    this.#flush();
    this.#push(Buffer.from(`${JSON.stringify(name)}:`));
    this.#pieces.push(this.#from.subarray(valueStart, valueEnd));
  }

  /** A new member; `json` is its value. */
  add(name: string, json: string): void {
    this.#flush();
    this.#push(Buffer.from(`${JSON.stringify(name)}:${json}`));
  }

  end(): Buffer {
    this.#flush();
    this.#pieces.push(CLOSE);
    return Buffer.concat(this.#pieces);
  }

  #flush(): void {
    if (this.#start < 0) return;
    this.#push(this.#from.subarray(this.#start, this.#end));
    this.#start = -1;
  }

  #push(bytes: Buffer): void {
    if (this.#pieces.length > 1) this.#pieces.push(COMMA);
    this.#pieces.push(bytes);
  }
}
