/** A client that writes down what it is given and when, and every call that no client may get. */
import type { Client } from "../../../../runtime/request/client.ts";
import type { StreamSink } from "../../../../runtime/request/stream-body.ts";
import { KEY } from "../../running.ts";
import type { SimulatedClock } from "../../simulated-clock.ts";

export class ModelClient implements Client {
  readonly id: string;
  readonly began: number;
  readonly headers = { authorization: `Bearer ${KEY}` };
  readonly rawHeaders: string[] = [];
  gone = false;
  status: number | undefined;
  text = "";
  endedAt: number | undefined;
  /** When the first text came. */
  saidAt: number | undefined;
  /** What may never happen to a client. */
  readonly faults: string[] = [];
  readonly #clock: SimulatedClock;
  readonly #body: object;
  #left: (whole: boolean) => void = () => {};

  constructor(id: number, stream: boolean, clock: SimulatedClock) {
    this.id = String(id);
    this.began = clock.now();
    this.#clock = clock;
    this.#body = { model: "chat", messages: [{ role: "user", content: String(id) }], stream };
  }

  async body(): Promise<Buffer> {
    return Buffer.from(JSON.stringify(this.#body));
  }

  left(listener: (whole: boolean) => void): void {
    this.#left = listener;
  }

  leave(): void {
    if (this.endedAt !== undefined) return;
    this.gone = true;
    this.#left(false);
  }

  answer(status: number, body: string | Buffer): void {
    this.#begin(status);
    this.#take(body.toString());
    this.#end();
  }

  open(): StreamSink {
    this.#begin(200);
    return {
      write: (bytes) => {
        this.#take(bytes.toString());
        return true;
      },
      drained: () => {},
    };
  }

  end(bytes: string | Buffer): void {
    this.#take(bytes.toString());
    this.#end();
  }

  #begin(status: number): void {
    if (this.status !== undefined) this.faults.push("it was answered twice");
    this.status = status;
  }

  #take(text: string): void {
    if (this.endedAt !== undefined) this.faults.push("it was told something behind the end");
    if (/<\d>/.test(text)) this.saidAt ??= this.#clock.now();
    this.text += text;
  }

  #end(): void {
    this.endedAt ??= this.#clock.now();
    this.#left(true);
  }
}
