// Providers without sockets, on a clock of another's: they answer in the real dialects, at a pace, with faults at times.
import { faultProblem } from "../fault-problem.ts";
import { type Problem, RequestProblem } from "../problem.ts";
import { problemAnswer } from "../problem-answer.ts";
import { type PromptCache, startPromptCache } from "../prompt-cache.ts";
import { type Random, randomId, seededRandom } from "../random.ts";
import { type RawRequest, readRequest } from "../read-request.ts";
import type { Asking } from "../wire.ts";
import { type SimulatorDialect, wires } from "../wires.ts";
import type { AnswerReader, Timeline } from "./answer-reader.ts";
import { type Delivery, deliver } from "./deliver-timed.ts";
import { paceOf, type Speed } from "./pace-of.ts";
import type { TimedFault } from "./timed-fault.ts";
import { type Conditions, Weather } from "./weather.ts";

export interface ClockedRequest extends RawRequest {
  readonly provider: string;
  readonly dialect: SimulatorDialect;
}

export interface ClockedOptions {
  readonly clock: Timeline;
  readonly seed: number;
  readonly faults: readonly TimedFault[];
  /** How quick a model of a provider is, by its name on the wire. */
  speedOf(provider: string, model: string): Speed;
  /** What faults call a model of a provider. */
  targetOf(provider: string, model: string): string;
}

/** As much of a request tells it from others. */
const BEGINNING = 500;

/** Milliseconds that a refusal takes, of a connection or of a request. */
const ROUND_TRIP = 20;

export class ClockedProviders {
  readonly #options: ClockedOptions;
  readonly #weather: Weather;
  readonly #ids: Random;
  readonly #caches = new Map<string, PromptCache>();

  constructor(options: ClockedOptions) {
    this.#options = options;
    this.#weather = new Weather(options.faults, seededRandom(options.seed, "faults"));
    this.#ids = seededRandom(options.seed, "ids");
  }

  /** Nothing is told before this call has returned. Call the result to hear no more. */
  ask(request: ClockedRequest, reader: AnswerReader): () => void {
    const delivery: Delivery = { reader, clock: this.#options.clock, isLeft: false };
    const requestId = randomId(this.#ids, "req_", 24);
    const wire = wires[request.dialect];
    try {
      this.#answer(request, readRequest(request, { wire }), requestId, delivery);
    } catch (error) {
      if (!(error instanceof RequestProblem)) throw error;
      this.#refuse(error.problem, request, requestId, delivery);
    }
    return () => {
      delivery.isLeft = true;
    };
  }

  #answer(request: ClockedRequest, asking: Asking, requestId: string, delivery: Delivery): void {
    const { provider } = request;
    const { clock, targetOf } = this.#options;
    const target = targetOf(provider, asking.model);
    const meets = this.#weather.meets({ provider, target, streams: asking.framing !== undefined, at: clock.now() });
    const { fault } = meets;
    const problem = fault && faultProblem(fault, asking);
    if (problem) this.#refuse(problem, request, requestId, delivery, asking);
    else if (fault?.fault === "refused" || fault?.fault === "reset") breakOff(fault.fault, delivery);
    else if (fault?.fault !== "silence") this.#deliver(request, asking, requestId, meets, delivery);
  }

  #deliver(request: ClockedRequest, asking: Asking, requestId: string, meets: Conditions, delivery: Delivery): void {
    const { provider, dialect, text } = request;
    const { clock, seed, speedOf } = this.#options;
    const speed = speedOf(provider, asking.model);
    const reply = asking.answer({
      seed,
      created: Math.floor(clock.date().getTime() / 1_000),
      newId: uniqueIds(requestId),
      cache: this.#cacheOf(provider),
      // A piece a second is often enough for every limit that anybody sets.
      tokensPerEvent: Math.max(1, Math.floor(speed.tokensPerSecond * meets.speed)),
    });
    // The same request to the same model takes the same time, whatever went wrong before.
    const pace = paceOf(
      speed,
      asking,
      reply,
      meets,
      seededRandom(seed, provider, asking.model, text.length, text.slice(0, BEGINNING)),
    );
    const wire = wires[dialect];
    deliver(
      reply,
      {
        wire,
        requestId,
        fault: meets.fault,
        framing: asking.framing,
        pace,
        headers: this.#headers(dialect, requestId),
      },
      delivery,
    );
  }

  #refuse(problem: Problem, { dialect }: ClockedRequest, requestId: string, delivery: Delivery, asking?: Asking): void {
    const { status, headers, body } = problemAnswer(problem, wires[dialect], requestId, asking?.framing);
    const { clock, reader } = delivery;
    clock.after(ROUND_TRIP, () => {
      if (delivery.isLeft) return;
      reader.started(status, { ...this.#headers(dialect, requestId), ...headers });
      reader.data(Buffer.from(body));
      if (!delivery.isLeft) reader.ended();
    });
  }

  #headers(dialect: SimulatorDialect, requestId: string): Record<string, string> {
    return { ...wires[dialect].headers(requestId, ROUND_TRIP), "x-simulated": "pointsman" };
  }

  #cacheOf(provider: string): PromptCache {
    const cache = this.#caches.get(provider) ?? startPromptCache();
    this.#caches.set(provider, cache);
    return cache;
  }
}

function breakOff(fault: "refused" | "reset", delivery: Delivery): void {
  delivery.clock.after(ROUND_TRIP, () => {
    if (!delivery.isLeft) delivery.reader.broken(fault === "refused" ? "ECONNREFUSED" : "ECONNRESET");
  });
}

function uniqueIds(requestId: string): (prefix: string, length: number) => string {
  const random = seededRandom(requestId);
  return (prefix, length) => randomId(random, prefix, length);
}
