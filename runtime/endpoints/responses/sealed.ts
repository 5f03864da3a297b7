/**
 * What was said, sealed so that only the gateway can read it, in a text that is safe in URLs. Ids of items carry their content in
 * it and reasoning its proof, so that a client can refer to both later though nothing is kept.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { AnswerPart } from "../../operations/chat/answer.ts";
import type { Proof } from "../../operations/chat/request.ts";

export interface Sealed {
  /** Of the item itself. */
  readonly parts: readonly AnswerPart[];
  /** Of other items of the same answer, by their ids. */
  readonly of?: Readonly<Record<string, readonly AnswerPart[]>>;
  /** Of calls, by their ids. */
  readonly proofs?: Readonly<Record<string, Proof>>;
}

const NONCE = 12;
const TAG = 16;
/** Says what the bytes are, so that they may be others one day. */
const VERSION = 1;

export class Seal {
  readonly #key: Buffer;

  /** Without a secret nothing can be opened that another process has sealed. */
  constructor(secret: string | undefined) {
    this.#key =
      secret === undefined ? randomBytes(32) : Buffer.from(hkdfSync("sha256", secret, "", "items of responses", 32));
  }

  close(sealed: Sealed): string {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce);
    const text = deflateRawSync(JSON.stringify(sealed));
    const bytes = [Buffer.from([VERSION]), nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()];
    return Buffer.concat(bytes).toString("base64url");
  }

  /** Undefined for what was not sealed with the same secret, or has been altered. `most`: bytes that it may hold. */
  open(text: string, most: number): { sealed: Sealed; bytes: number } | "too-large" | undefined {
    const json = this.#decrypt(Buffer.from(text, "base64url"), text);
    if (json === undefined) return undefined;
    try {
      const whole = inflateRawSync(json, { maxOutputLength: Math.max(1, most) });
      return { sealed: JSON.parse(whole.toString("utf8")) as Sealed, bytes: whole.length };
    } catch {
      return "too-large";
    }
  }

  #decrypt(bytes: Buffer, text: string): Buffer | undefined {
    // Letters that stand for no bits of their own could be altered unseen.
    if (bytes.length <= 1 + NONCE + TAG || bytes[0] !== VERSION || bytes.toString("base64url") !== text)
      return undefined;
    const decipher = createDecipheriv("aes-256-gcm", this.#key, bytes.subarray(1, 1 + NONCE));
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(1 + NONCE, bytes.length - TAG)), decipher.final()]);
    } catch {
      return undefined;
    }
  }
}
