/** Bytes that wait for the rest of their event. They are joined once, so that the work is linear in them whatever pieces they come in. */
export class HeldPieces {
  #pieces: Buffer[] = [];
  #length = 0;

  /** Bytes. */
  get length(): number {
    return this.#length;
  }

  add(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#pieces.push(bytes);
    this.#length += bytes.length;
  }

  /** All of them, and none are held any more. */
  take(): Buffer {
    const all = this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces, this.#length);
    this.#pieces = [];
    this.#length = 0;
    return all;
  }
}
