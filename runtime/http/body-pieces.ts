/** Bytes from which a piece is kept as it came. Smaller ones are copied: each would hold all that was read with it. */
const LARGE = 4_096;
const BLOCK = 65_536;
const NOTHING = Buffer.alloc(0);

/** The pieces of a body as they come, in memory of about its own size. */
export class BodyPieces {
  /** Bytes so far, and the pieces that they came in. */
  length = 0;
  count = 0;
  #pieces: Buffer[] = [];
  /** What is left of the last block, and how much of that is filled. */
  #block: Buffer = NOTHING;
  #filled = 0;

  add(bytes: Buffer): void {
    this.length += bytes.length;
    this.count += 1;
    if (this.count === 1 || bytes.length >= LARGE) {
      this.#endBlock();
      this.#pieces.push(bytes);
      return;
    }
    if (this.#filled + bytes.length > this.#block.length) {
      this.#endBlock();
      this.#block = Buffer.allocUnsafeSlow(BLOCK);
    }
    bytes.copy(this.#block, this.#filled);
    this.#filled += bytes.length;
  }

  /** All of it; the pieces are let go. */
  join(): Buffer {
    this.#endBlock();
    const pieces = this.#pieces;
    this.#pieces = [];
    this.#block = NOTHING;
    return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
  }

  #endBlock(): void {
    if (this.#filled === 0) return;
    this.#pieces.push(this.#block.subarray(0, this.#filled));
    this.#block = this.#block.subarray(this.#filled);
    this.#filled = 0;
  }
}
