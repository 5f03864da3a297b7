/** What a provider has counted of a body: texts by its tokenizer, pictures and sounds by their size. */
import { countTokens, type Tokenizer } from "./count-tokens.ts";
import { type PictureRule, pictureTokens } from "./picture-tokens.ts";

export interface Counted {
  /** Audio left out. */
  readonly tokens: number;
  readonly audio: number;
  /** UTF-8, of everything that was counted as text. */
  readonly textBytes: number;
}

/** Tokens that stand around a message, an answer, and each item of a list that is shown as JSON. */
const FRAME = { message: 4, reply: 3, item: 8 };

export class Tally implements Counted {
  tokens = 0;
  audio = 0;
  textBytes = 0;
  readonly #tokenizer: Tokenizer;

  constructor(tokenizer: Tokenizer) {
    this.#tokenizer = tokenizer;
  }

  /** The answer is begun for the model. */
  reply(): void {
    this.tokens += FRAME.reply;
  }

  /** Another message begins. */
  message(): void {
    this.tokens += FRAME.message;
  }

  /** A text, or what is shown to the model as JSON. */
  any(value: unknown): void {
    if (value === undefined || value === null) return;
    if (Array.isArray(value)) this.tokens += FRAME.item * value.length;
    this.#text(typeof value === "string" ? value : JSON.stringify(value));
  }

  /** base64, a data URL, or an address. */
  picture(data: unknown, rule: PictureRule): void {
    this.tokens += pictureTokens(String(data ?? ""), rule);
  }

  /** base64 */
  sound(data: unknown): void {
    this.audio += Math.ceil(String(data ?? "").length / 400);
  }

  #text(text: string): void {
    this.textBytes += Buffer.byteLength(text);
    this.tokens += countTokens(text, this.#tokenizer);
  }
}
