/**
 * A client's stream. Its answer opens it; where that lets wait for long, it is opened before, so that it can be kept from looking dead.
 * Then what else would be in the head, or be the status of a refusal, comes at its end.
 */
import type { Clock, Timer } from "../clock.ts";
import type { ClientSteps } from "../endpoints/endpoint.ts";
import type { Client } from "./client.ts";
import { COST, UNSETTLED } from "./cost-headers.ts";
import { KeptOpen, SILENCE } from "./kept-open.ts";
import type { StreamSink } from "./stream-body.ts";

type Headers = Readonly<Record<string, string>>;

/** What is said of a stream before it has an answer. */
export type WaitingSteps = Pick<ClientSteps, "keepAlive" | "broken">;

/** What goes to the client as it comes. */
export interface PipedStream {
  readonly steps: ClientSteps;
  pipe(sink: StreamSink): void;
}

/** Of the answer's headers, those that may come behind it. */
const late = [
  "x-pointsman-target",
  "x-pointsman-attempts",
  "x-pointsman-cache",
  "x-pointsman-fallback",
  "x-pointsman-dropped",
  "x-pointsman-changed",
];

const own = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache",
  "x-accel-buffering": "no",
};

export class ClientStream {
  readonly #client: Client;
  readonly #clock: Clock;
  #timer: Timer | undefined;
  #sink: KeptOpen | undefined;
  /** Who says that it goes on. */
  #says: WaitingSteps | undefined;
  #late: Headers = {};

  constructor(client: Client, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
  }

  /** Until it is piped to or `stop`ped. `headers`: those that are known by then. */
  wait(says: WaitingSteps, headers: () => Headers): void {
    this.#says = says;
    this.#timer = this.#clock.after(SILENCE, () => {
      if (!this.#client.gone) this.#open(headers(), [COST, ...late]).write(says.keepAlive());
    });
  }

  /** `isUnsettled`: more was asked for than the answer. */
  pipe(stream: PipedStream, headers: Headers, isUnsettled = false): void {
    this.#says = stream.steps;
    this.#stopWaiting();
    if (this.#sink) this.#late = Object.fromEntries(Object.entries(headers).filter(([name]) => late.includes(name)));
    stream.pipe(this.#sink ?? this.#open(headers, isUnsettled ? [COST, UNSETTLED] : [COST]));
  }

  /** Nothing more is said by itself. Answers what the stream can be broken off with, where it had to be opened without an answer. */
  stop(): WaitingSteps | undefined {
    this.#stopWaiting();
    this.#sink?.stop();
    return this.#sink && this.#says;
  }

  /** `costs`: what is known of them. */
  end(last: Buffer, costs?: Headers): void {
    this.#client.end(last, { ...this.#late, ...costs });
  }

  #stopWaiting(): void {
    this.#clock.cancel(this.#timer);
    this.#timer = undefined;
  }

  #open(headers: Headers, trailers: readonly string[]): KeptOpen {
    const opened = this.#client.open({ ...own, ...headers }, trailers);
    this.#sink = new KeptOpen(opened, this.#clock, () => this.#says!.keepAlive());
    return this.#sink;
  }
}
