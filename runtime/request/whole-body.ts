/** The body of an answer that is not streamed: collected up to a ceiling, then read once. */

import type { AnswerBody } from "../attempts/answer-body.ts";
import type { Failure } from "../failures.ts";
import { parseJson } from "../wire/parse-json.ts";

const CEILING = 64 * 1024 * 1024;

export class WholeBody<T extends object> implements AnswerBody {
  readonly opened = false;
  readonly begun = false;
  readonly mayEnd = false;
  readonly complete = false;
  heard = 0;
  /** What `read` made of the body, after its end. */
  answer: T | undefined;
  readonly #read: (json: unknown, bytes: Buffer) => T | Failure;
  readonly #pieces: Buffer[] = [];
  held = 0;

  constructor(read: (json: unknown, bytes: Buffer) => T | Failure) {
    this.#read = read;
  }

  push(bytes: Buffer): Failure | undefined {
    this.heard++;
    this.held += bytes.length;
    this.#pieces.push(bytes);
    return this.held > CEILING ? { class: "malformed", detail: `the answer is over ${CEILING} bytes` } : undefined;
  }

  end(): Failure | undefined {
    const bytes = this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces);
    const json = parseJson(bytes.toString("utf8"));
    if (json === undefined) return { class: "malformed", detail: "the answer is not JSON" };
    const answer = this.#read(json, bytes);
    if ("class" in answer) return answer;
    this.answer = answer;
    return undefined;
  }

  waits(): boolean {
    return false;
  }
}
