import type { Fault } from "../faults.ts";
import { between, type Random } from "../random.ts";
import { LimitWindow } from "./limit-window.ts";
import type { TimedFault } from "./timed-fault.ts";

/** What one request meets. */
export interface Conditions {
  /** What happens to it in place of an answer, or to its answer. */
  readonly fault?: Fault;
  /** The first token comes so many times as late, and so many milliseconds later. */
  readonly firstToken: { readonly times: number; readonly plus: number };
  /** Tokens come so many times as fast. */
  readonly speed: number;
}

export interface Requested {
  readonly provider: string;
  /** `provider/model`, as the faults name it. */
  readonly target: string;
  readonly streams: boolean;
  /** Milliseconds of the rehearsal. */
  readonly at: number;
}

/** A provider's events in a stream are at least so many; behind them it breaks somewhere. */
const EVENTS = 8;

/** Says what each request meets. Of faults that would take its answer away, the first one holds. */
export class Weather {
  readonly #faults: readonly TimedFault[];
  readonly #windows: Map<TimedFault, LimitWindow>;
  readonly #random: Random;

  constructor(faults: readonly TimedFault[], random: Random) {
    this.#faults = faults;
    this.#windows = new Map(
      faults.flatMap((fault) => (fault.effect.kind === "rate-limit" ? [[fault, new LimitWindow(fault.effect)]] : [])),
    );
    this.#random = random;
  }

  meets(request: Requested): Conditions {
    let fault: Fault | undefined;
    let firstToken = { times: 1, plus: 0 };
    let speed = 1;
    for (const one of this.#faults) {
      if (!isMet(one, request) || (one.share < 1 && this.#random() >= one.share)) continue;
      const { effect } = one;
      if (effect.kind === "first-token") {
        firstToken = { times: firstToken.times * effect.times, plus: firstToken.plus + effect.plus };
      } else if (effect.kind === "speed") speed *= effect.times;
      else fault ??= this.#faultOf(one, request);
    }
    return { ...(fault && { fault }), firstToken, speed };
  }

  #faultOf(one: TimedFault, { at, streams }: Requested): Fault | undefined {
    const { effect } = one;
    switch (effect.kind) {
      case "down":
        return { fault: "refused" };
      case "silent":
        return { fault: "silence" };
      case "reset":
        return { fault: "reset" };
      case "cut":
        return streams ? { fault: "cut-stream", value: between(this.#random, 0, EVENTS) } : undefined;
      case "answers":
        return { fault: effect.fault };
      case "rate-limit": {
        const wait = this.#windows.get(one)!.take(at - one.from);
        return wait === 0 ? undefined : { fault: "429", value: Math.ceil(wait / 1_000) };
      }
      case "first-token":
      case "speed":
        return undefined;
      default:
        throw effect satisfies never;
    }
  }
}

function isMet({ who, from, to }: TimedFault, { provider, target, at }: Requested): boolean {
  return at >= from && at < to && (who === "all" || who === provider || who === target);
}
