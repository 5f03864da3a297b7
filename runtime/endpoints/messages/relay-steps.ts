/** A stream of the client's own API, passed on as it came: it says all by itself. */
import type { Usage } from "../../operations/chat/answer.ts";
import type { RelayReader, Step } from "../../operations/chat/stream-steps.ts";
import type { Refusal } from "../../refusal.ts";
import type { RawEvent } from "../../wire/sse.ts";
import type { ClientSteps } from "../endpoint.ts";
import { errorEvent, PING } from "./write-refusal.ts";

export class RelaySteps implements ClientSteps {
  usage: Usage | undefined;
  complete = false;
  readonly #reader: RelayReader;
  #mayEnd = false;

  constructor(reader: RelayReader) {
    this.#reader = reader;
  }

  get mayEnd(): boolean {
    return this.#mayEnd;
  }

  read(event: RawEvent): Step {
    const { useful, readable, finished, done, usage, failure } = this.#reader.read(event.bytes);
    if (failure) return { failure };
    if (usage) this.usage = usage;
    if (finished.length > 0) this.#mayEnd = true;
    if (done) this.complete = true;
    return readable ? { bytes: unmarked(event.bytes), useful, alive: true } : {};
  }

  ending(): Buffer {
    return Buffer.alloc(0);
  }

  keepAlive(): Buffer {
    return Buffer.from(PING);
  }

  broken(refusal: Refusal): Buffer {
    return Buffer.from(errorEvent(refusal));
  }
}

/** Behind a mark of the order of bytes clients read no name of an event. */
function unmarked(bytes: Buffer): Buffer {
  return bytes.subarray(0, MARK.length).equals(MARK) ? bytes.subarray(MARK.length) : bytes;
}

const MARK = Buffer.from("\uFEFF");
