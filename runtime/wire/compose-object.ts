/**
 * A JSON object out of members of another and of new ones. Members that are kept pass as the bytes that they came in, those
 * that stood side by side together, so that a large body is neither parsed nor written again.
 */
import type { Member } from "./scan-body.ts";

export class ObjectWriter {
  readonly #from: Buffer;
  /** What is new and what is kept, by turns. */
  readonly #texts: string[] = [];
  readonly #kept: { start: number; end: number }[] = [];
  /** What is new behind all of these. */
  #text = "{";
  #isEmpty = true;
  /** What is kept behind that: from where, to where, and the last of the members that stand side by side. */
  #start = -1;
  #end = -1;
  #last = -1;

  /** The bytes must be valid JSON, and the members those at its top. */
  constructor(from: Buffer) {
    this.#from = from;
  }

  /** The member at `index` of all, as it came. */
  keep({ keyStart, valueEnd }: Member, index: number): void {
    if (this.#start < 0 || index !== this.#last + 1) {
      this.#begin();
      this.#start = keyStart;
    }
    this.#last = index;
    this.#end = valueEnd;
  }

  /** The member's value as it came, under another name. */
  rename({ valueStart, valueEnd }: Member, name: string): void {
    this.add(name, "");
    this.#start = valueStart;
    this.#end = valueEnd;
    this.#last = NONE;
  }

  /** A new member; `json` is its value. */
  add(name: string, json: string): void {
    this.#begin();
    this.#text += `${JSON.stringify(name)}:${json}`;
  }

  end(): Buffer {
    this.#flush();
    const texts = this.#texts;
    texts.push(`${this.#text}}`);
    let most = 0;
    for (const text of texts) most += text.length * MOST_BYTES;
    for (const { start, end } of this.#kept) most += end - start;
    // One piece of memory: joining small ones costs more than what is in them.
    const out = Buffer.allocUnsafe(most);
    let at = 0;
    for (let i = 0; i < texts.length; i++) {
      at += out.write(texts[i]!, at);
      const range = this.#kept[i];
      if (range) at += this.#from.copy(out, at, range.start, range.end);
    }
    return out.subarray(0, at);
  }

  /** The next member. */
  #begin(): void {
    this.#flush();
    if (!this.#isEmpty) this.#text += ",";
    this.#isEmpty = false;
  }

  #flush(): void {
    if (this.#start < 0) return;
    this.#texts.push(this.#text);
    this.#kept.push({ start: this.#start, end: this.#end });
    this.#text = "";
    this.#start = -1;
  }
}

/** No member stands behind it. */
const NONE = -2;

/** Of UTF-8, for one unit of a text. */
const MOST_BYTES = 3;
