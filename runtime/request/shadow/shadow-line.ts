/** The shadows at one target: few at once, some that wait, and the rest is skipped. */
import type { Failure } from "../../failures.ts";

/** Of one target, at once. */
const MOST_AT_ONCE = 16;
/** Of one target, that wait for one of those to end. */
const MOST_WAITING = 32;

/** One that has begun. */
export interface Going {
  cancel(cause: Failure): void;
  /** Never rejects. */
  readonly ended: Promise<void>;
}

export interface Waiting {
  /** Bytes that it holds while it waits. */
  readonly bytes: number;
  /** Undefined where it may not begin any more. */
  begin(): Going | undefined;
  /** It will never begin. */
  drop(): void;
}

/** Bytes that the waiting shadows of all targets hold. */
export class WaitingBytes {
  static readonly MOST: number = 64 * 1024 * 1024;
  held = 0;
}

export class ShadowLine {
  readonly #going = new Set<Going>();
  readonly #waiting: Waiting[] = [];
  readonly #bytes: WaitingBytes;

  constructor(bytes: WaitingBytes) {
    this.#bytes = bytes;
  }

  /** False where there are too many already: it is not taken. */
  add(shadow: Waiting): boolean {
    if (this.#going.size < MOST_AT_ONCE) {
      this.#begin(shadow);
      return true;
    }
    const { bytes } = shadow;
    if (this.#waiting.length >= MOST_WAITING || this.#bytes.held + bytes > WaitingBytes.MOST) return false;
    this.#bytes.held += bytes;
    this.#waiting.push(shadow);
    return true;
  }

  stop(cause: Failure): void {
    const waiting = this.#waiting.splice(0);
    for (const shadow of waiting) this.#leave(shadow).drop();
    for (const going of [...this.#going]) going.cancel(cause);
  }

  #leave(shadow: Waiting): Waiting {
    this.#bytes.held -= shadow.bytes;
    return shadow;
  }

  #begin(shadow: Waiting): void {
    const going = shadow.begin();
    if (!going) return;
    this.#going.add(going);
    void going.ended.then(() => {
      this.#going.delete(going);
      while (this.#waiting.length > 0 && this.#going.size < MOST_AT_ONCE)
        this.#begin(this.#leave(this.#waiting.shift()!));
    });
  }
}
