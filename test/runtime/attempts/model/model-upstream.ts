/** Providers on a simulated clock, which do what the schedule says, and a record of all that was asked of them. */
import type { Exchange, ExchangeReader, Upstream, UpstreamRequest } from "../../../../runtime/upstream/upstream.ts";
import type { SimulatedClock } from "../../simulated-clock.ts";
import { type Behaviour, counted, type Phase } from "./world.ts";

export interface Sent {
  target: number;
  /** Which of the requests it is for. */
  request: number;
  at: number;
  behaviour: Behaviour;
  /** When the first text was said; and when the gateway or the provider ended it. */
  saidAt?: number;
  endedAt?: number;
  aborted?: true;
  /** Of a refusal: from when on it may be asked again. */
  again?: number;
  /** Its last word was said. */
  whole?: true;
}

const piece = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ id: "c", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

/** Every text says who speaks. */
export const textOf = (target: number): string => `<${target}>`;

export class ModelUpstream implements Upstream {
  readonly sent: Sent[] = [];
  readonly #clock: SimulatedClock;
  readonly #targets: readonly Phase[][];

  constructor(clock: SimulatedClock, targets: readonly Phase[][]) {
    this.#clock = clock;
    this.#targets = targets;
  }

  send({ origin, body }: UpstreamRequest, reader: ExchangeReader): Exchange {
    const target = Number(/p(\d+)\.test/.exec(origin)![1]);
    const { messages, stream } = JSON.parse(body.toString()) as { messages: { content: string }[]; stream?: boolean };
    const at = this.#clock.now();
    const { behaviour } = this.#targets[target]!.findLast(({ from }) => from <= at)!;
    const sent: Sent = { target, request: Number(messages[0]!.content), at, behaviour };
    this.sent.push(sent);
    const end = (): void => {
      sent.endedAt ??= this.#clock.now();
    };
    const steps = stepsOf(behaviour, sent, { stream: stream === true, clock: this.#clock });
    const next = (): void => {
      const step = steps.next();
      if (step.done || sent.endedAt !== undefined) return;
      this.#clock.after(step.value.after, () => {
        if (sent.endedAt !== undefined) return;
        if (step.value.ends) end();
        step.value.act(reader);
        next();
      });
    };
    next();
    const abort = (): void => {
      if (sent.endedAt === undefined) sent.aborted = true;
      end();
    };
    return { abort, leave: end, pause() {}, resume() {} };
  }

  async close(): Promise<void> {}
}

interface Step {
  after: number;
  act(reader: ExchangeReader): void;
  ends?: true;
}

interface Terms {
  stream: boolean;
  clock: SimulatedClock;
}

function* stepsOf(behaviour: Behaviour, sent: Sent, terms: Terms): Generator<Step> {
  const ended: Step = { after: 0, ends: true, act: (reader) => reader.ended() };
  const broken: Step = {
    after: 0,
    ends: true,
    act: (reader) => reader.broken({ code: "ECONNRESET", unreadable: false }),
  };
  switch (behaviour.does) {
    case "answers":
      yield* said(behaviour.texts, behaviour, sent, terms);
      yield last(sent, terms);
      return yield ended;
    case "refuses":
      yield refusal(behaviour, sent, terms);
      return yield ended;
    case "falls silent":
    case "breaks":
      if (behaviour.hasHead) yield* said(behaviour.texts, { first: behaviour.after, every: 1 }, sent, terms);
      else yield { after: behaviour.after, act: () => {} };
      return behaviour.does === "breaks" ? yield broken : undefined;
    case "ends early":
      yield* said(behaviour.texts, { first: behaviour.after, every: 1 }, sent, terms);
      return yield ended;
    case "never ends":
      yield* said(Number.POSITIVE_INFINITY, behaviour, sent, terms);
      return;
    default:
      return behaviour satisfies never;
  }
}

/** The head, and so many texts. Of a whole answer they are its beginning. */
function* said(
  texts: number,
  { first, every }: { first: number; every: number },
  sent: Sent,
  { stream, clock }: Terms,
): Generator<Step> {
  yield {
    after: first,
    act: (reader) => {
      reader.started(200, { "content-type": stream ? "text/event-stream" : "application/json" });
      reader.data(Buffer.from(stream ? piece({ role: "assistant", content: "" }) : '{"id":"c","choices":[{"index":0,'));
      if (!stream) reader.data(Buffer.from('"finish_reason":"stop","message":{"role":"assistant","content":"'));
    },
  };
  for (let i = 0; i < texts; i++) {
    const text = textOf(sent.target);
    yield {
      after: every,
      act: (reader) => {
        if (stream) sent.saidAt ??= clock.now();
        reader.data(Buffer.from(stream ? piece({ content: text }) : text));
      },
    };
  }
}

function last(sent: Sent, { stream }: Terms): Step {
  const text = stream
    ? `${piece({}, "stop")}data: ${JSON.stringify({ id: "c", choices: [], usage: counted })}\n\ndata: [DONE]\n\n`
    : `"}}],"usage":${JSON.stringify(counted)}}`;
  return {
    after: 0,
    act: (reader) => {
      sent.whole = true;
      reader.data(Buffer.from(text));
    },
  };
}

function refusal(
  { after, status, code, retryAfter }: Extract<Behaviour, { does: "refuses" }>,
  sent: Sent,
  { clock }: Terms,
): Step {
  const wait = retryAfter === undefined ? {} : { "retry-after-ms": String(retryAfter) };
  return {
    after,
    act: (reader) => {
      if (retryAfter !== undefined) sent.again = clock.now() + retryAfter;
      reader.started(status, { "content-type": "application/json", ...wait });
      reader.data(Buffer.from(JSON.stringify({ error: { message: "no", type: code, code, param: null } })));
    },
  };
}
