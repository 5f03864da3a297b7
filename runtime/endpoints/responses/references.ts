/** What the items of an input refer to: content that the gateway gave out sealed, opened once, within a bound. */
import type { AnswerPart } from "../../operations/chat/answer.ts";
import type { Proof } from "../../operations/chat/request.ts";
import { BadRequest, isObject } from "../body-checks.ts";
import { sealedIn } from "./item-ids.ts";
import type { Seal, Sealed } from "./sealed.ts";

/** Bytes that all references of one request may come to: what is sealed is packed, and may be referred to again and again. */
const MOST_BYTES = 32 * 1024 * 1024;

export class References {
  /** Of calls, by their ids: found beside the calls themselves. */
  readonly proofs: Map<string, Proof> = new Map();
  readonly #seal: Seal;
  readonly #opened = new Map<string, { sealed: Sealed; bytes: number } | undefined>();
  /** What stands in other items, by the ids of those it is of. */
  readonly #carried = new Map<string, { parts: readonly AnswerPart[]; bytes: number }>();
  /** What has been put into a message; each further time counts again. */
  readonly #used = new Set<string>();
  #left = MOST_BYTES;

  constructor(seal: Seal, items: readonly unknown[]) {
    this.#seal = seal;
    for (const [i, item] of items.entries())
      if (isObject(item)) this.#find(item.id, item.encrypted_content, `input[${i}]`);
  }

  /** What an `item_reference` stands for. Throws a `BadRequest` where that is not known. */
  parts(id: string, path: string): readonly AnswerPart[] {
    const text = sealedIn(id);
    const sealed = text === undefined ? undefined : this.#use(text, path);
    if (sealed !== undefined) return sealed.parts;
    const carried = this.#carried.get(id);
    if (carried !== undefined) {
      this.#charge(carried.bytes, path);
      return carried.parts;
    }
    throw new BadRequest(path, text === undefined ? unknown : altered);
  }

  /** What was sealed as `encrypted_content`, or stands in an id; nothing of what is none of ours. */
  reasoning(encrypted: unknown, id: unknown, path: string): readonly AnswerPart[] | undefined {
    const own = typeof encrypted === "string" ? this.#use(encrypted, path) : undefined;
    if (own !== undefined) return own.parts;
    const text = typeof id === "string" ? sealedIn(id) : undefined;
    return text === undefined ? undefined : this.#use(text, path)?.parts;
  }

  #find(id: unknown, encrypted: unknown, path: string): void {
    const texts = [typeof id === "string" ? sealedIn(id) : undefined, encrypted];
    for (const text of texts) {
      const sealed = typeof text === "string" ? this.#open(text, path) : undefined;
      for (const [callId, proof] of Object.entries(sealed?.proofs ?? {})) this.proofs.set(callId, proof);
      for (const part of sealed?.parts ?? [])
        if (part.kind === "tool-call" && part.proof) this.proofs.set(part.id, part.proof);
      for (const [of, parts] of Object.entries(sealed?.of ?? {}))
        this.#carried.set(of, { parts, bytes: JSON.stringify(parts).length });
    }
  }

  #use(text: string, path: string): Sealed | undefined {
    const sealed = this.#open(text, path);
    if (this.#used.has(text)) this.#charge(this.#opened.get(text)?.bytes ?? 0, path);
    this.#used.add(text);
    return sealed;
  }

  #charge(bytes: number, path: string): void {
    this.#left -= bytes;
    if (this.#left < 0) throw new BadRequest(path, tooMuch);
  }

  #open(text: string, path: string): Sealed | undefined {
    if (this.#opened.has(text)) return this.#opened.get(text)?.sealed;
    const opened = this.#seal.open(text, this.#left);
    if (opened === "too-large") throw new BadRequest(path, tooMuch);
    this.#opened.set(text, opened);
    if (opened === undefined) return undefined;
    this.#charge(opened.bytes, path);
    return opened.sealed;
  }
}

const unknown =
  'refers to an item that is not known: nothing is kept here, and its content is in no id of this input. Send the item itself, or ask with "store": false and send all items.';
const altered =
  "was altered, or given out by a gateway with another secret (POINTSMAN_ITEM_SECRET). Send the item itself.";
const tooMuch = "refers to more than 32 MiB in sum. Send fewer items.";
