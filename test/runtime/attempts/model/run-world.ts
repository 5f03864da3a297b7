/** Lives through a world on a simulated clock, with the gateway as it is put together to serve. */
import type { Clock, Timer } from "../../../../runtime/clock.ts";
import { chatCompletions } from "../../../../runtime/endpoints/chat-completions/endpoint.ts";
import { openRuntime } from "../../../../runtime/main.ts";
import { answerChat } from "../../../../runtime/request/answer-chat.ts";
import { keyRecord } from "../../running.ts";
import { SimulatedClock } from "../../simulated-clock.ts";
import { tableText } from "../../table-text.ts";
import { ModelClient } from "./model-client.ts";
import { ModelUpstream, type Sent } from "./model-upstream.ts";
import { MOST_OUTPUT, priceOf, type World } from "./world.ts";

export interface LogLine {
  /** How many attempts had been sent by then, in all. */
  sent: number;
  event: string;
  id?: string;
  attempts?: { target: string; failure?: string }[];
  target?: string;
  scope?: string;
  of?: string;
  state?: string;
  failure?: string;
  status?: number;
  costUsd?: number;
  unsettledUsd?: number;
}

export interface Lived {
  clients: ModelClient[];
  sent: readonly Sent[];
  log: readonly LogLine[];
  /** Timers of the gateway that still wait when all was said. */
  timers: number;
  /** Nothing waits any more, and a client still does. */
  stuck: boolean;
}

export async function runWorld(world: World): Promise<Lived> {
  const clock = new SimulatedClock();
  const own = new GatewayClock(clock);
  const upstream = new ModelUpstream(clock, world.targets);
  const log: LogLine[] = [];
  const write = (line: string): void => {
    log.push({ ...(JSON.parse(line) as LogLine), sent: upstream.sent.length });
  };
  const running = await openRuntime(
    { ...optionsOf(world), keys: [keyRecord], env: {}, log: write },
    { clock: own, upstream, chance: () => world.chance },
  );
  const clients: ModelClient[] = [];
  let waiting = world.requests.length;
  for (const [i, { at, stream, leaves }] of world.requests.entries()) {
    clock.after(at, () => {
      const client = new ModelClient(i, stream, clock);
      clients[i] = client;
      if (leaves !== undefined) clock.after(leaves, () => client.leave());
      void answerChat(running, chatCompletions, client).finally(() => waiting--);
    });
  }
  while (waiting > 0 && clock.next()) await new Promise(setImmediate);
  return { clients, sent: upstream.sent, log, timers: own.waiting.size, stuck: waiting > 0 };
}

/** The clock as the gateway has it: of the timers on it, which are the gateway's own. */
class GatewayClock implements Clock {
  readonly waiting = new Set<Timer>();
  readonly #clock: SimulatedClock;

  constructor(clock: SimulatedClock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  date(): Date {
    return this.#clock.date();
  }

  after(ms: number, call: () => void): Timer {
    const timer = this.#clock.after(ms, () => {
      this.waiting.delete(timer);
      call();
    });
    this.waiting.add(timer);
    return timer;
  }

  cancel(timer: Timer | undefined): void {
    this.#clock.cancel(timer);
    if (timer) this.waiting.delete(timer);
  }
}

function optionsOf({ targets, limits, retry, fallbackOn, hedge }: World): {
  table: string;
  standIns: Record<string, string>;
} {
  const names = targets.map((_, i) => `p${i}`);
  const table = tableText({
    targets: Object.fromEntries(names.map((name, i) => [`${name}/m`, { dialect: "openai", price: priceOf(i) }])),
    routes: {
      chat: {
        use: names.map((name) => `${name}/m`),
        limits: given(limits) as typeof limits,
        ...(retry && { retry: given(retry) as typeof retry }),
        ...(fallbackOn && { fallbackOn }),
        ...(hedge && { hedge: given(hedge) }),
        max: { outputTokens: MOST_OUTPUT },
      },
    },
  });
  return { table, standIns: Object.fromEntries(names.map((name) => [name, `http://${name}.test`])) };
}

function given(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
