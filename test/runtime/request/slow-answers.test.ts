/** Whole answers on a clock of their own: silence is told from slowness where the route limits it. */
import { describe, expect, test } from "vitest";
import { chatCompletions } from "../../../runtime/endpoints/chat-completions/endpoint.ts";
import { answerChat } from "../../../runtime/request/answer-chat.ts";
import type { Exchange, ExchangeReader, Upstream } from "../../../runtime/upstream/upstream.ts";
import type { SimulatedClock } from "../simulated-clock.ts";
import type { RouteSpec } from "../table-text.ts";
import { Program, rehearsed } from "./rehearsed.ts";

const piece = (delta: object, finish_reason: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] })}\n\n`;

/** What a provider says, and when: milliseconds after it was asked. */
type Script = readonly (readonly [ms: number, text: string])[];

const silent: Script = [];
/** A word a second, for 50 of them. */
const slow: Script = [
  ...Array.from({ length: 50 }, (_, i): [number, string] => [(i + 1) * 1_000, piece({ content: `${i} ` })]),
  [50_001, `${piece({}, "stop")}data: [DONE]\n\n`],
];
const stalled: Script = slow.slice(0, 5);
const quick: Script = [[10, `${piece({ content: "Quick." }, "stop")}data: [DONE]\n\n`]];

class Scripted implements Upstream {
  /** When each was asked. */
  readonly tried: [name: string, at: number][] = [];
  readonly bodies: { stream?: boolean }[] = [];
  clock: SimulatedClock | undefined;
  readonly #scripts: Readonly<Record<string, Script>>;

  constructor(scripts: Readonly<Record<string, Script>>) {
    this.#scripts = scripts;
  }

  send({ origin, body }: Parameters<Upstream["send"]>[0], reader: ExchangeReader): Exchange {
    const name = new URL(origin).hostname.split(".")[0]!;
    const clock = this.clock!;
    this.tried.push([name, clock.now()]);
    this.bodies.push(JSON.parse(String(body)) as { stream?: boolean });
    const timers = this.#scripts[name]!.map(([ms, text], i) =>
      clock.after(ms, () => {
        if (i === 0) reader.started(200, { "content-type": "text/event-stream" });
        reader.data(Buffer.from(text));
        if (text.includes("[DONE]")) reader.ended();
      }),
    );
    const stop = () => {
      for (const timer of timers) clock.cancel(timer);
    };
    return { abort: stop, leave: stop, pause() {}, resume() {} };
  }

  async close(): Promise<void> {}
}

/** `times`: one request behind the other. */
async function served(scripts: Readonly<Record<string, Script>>, limits: RouteSpec["limits"], times = 1) {
  const upstream = new Scripted(scripts);
  const ids = Object.keys(scripts).map((name) => `${name}/m1`);
  const targets = Object.fromEntries(ids.map((id) => [id, { dialect: "openai" as const }]));
  const { running, clock } = await rehearsed(upstream, { targets, routes: { chat: { use: ids, limits: limits! } } });
  upstream.clock = clock;
  let client = asking();
  for (let i = 0; i < times; i++) {
    client = asking();
    let isDone = false;
    const done = answerChat(running, chatCompletions, client).then(() => {
      isDone = true;
    });
    while (!isDone) {
      await new Promise(setImmediate);
      if (!isDone && clock.waiting > 0) clock.next();
    }
    await done;
  }
  const json = JSON.parse(client.text) as { choices?: { message: { content: string } }[]; error?: { code: string } };
  return { json, status: client.status, tried: upstream.tried, bodies: upstream.bodies, clock, running };
}

const asking = () => new Program({ model: "chat", messages: [{ role: "user", content: "Hello" }] });

const limits = { deadline: 60_000, firstToken: 5_000, idle: 10_000, wholeAsStream: true as const };

describe("under a deadline of 60 s, with a chain of three", () => {
  test("a healthy target that takes 50 s for a whole answer is not cut", async () => {
    const { json, tried, bodies, clock } = await served({ slow, silent, quick }, limits);
    expect(json.choices![0]!.message.content).toBe(Array.from({ length: 50 }, (_, i) => `${i} `).join(""));
    expect(tried).toEqual([["slow", 0]]);
    expect(bodies[0]!.stream).toBe(true);
    expect([clock.now(), clock.waiting]).toEqual([50_001, 0]);
  });

  test("and is cut at its share where nothing is said of silence", async () => {
    const { tried } = await served({ slow, silent, quick }, { deadline: 60_000, idle: 10_000 });
    expect(tried).toEqual([
      ["slow", 0],
      ["silent", 20_000],
      ["quick", 40_000],
    ]);
  });

  test("a silent one costs what `firstToken` says", async () => {
    const { json, tried, clock } = await served({ silent, slow, quick }, limits);
    expect(tried).toEqual([
      ["silent", 0],
      ["slow", 5_000],
    ]);
    expect(json.choices![0]!.message.content).toMatch(/^0 1 .* 49 $/);
    expect(clock.now()).toBe(55_001);
  });

  test("one that falls silent in the middle costs `idle` from there, and the client sees nothing of it", async () => {
    const { json, tried } = await served({ stalled, quick }, limits);
    expect(tried).toEqual([
      ["stalled", 0],
      ["quick", 15_000],
    ]);
    expect(json.choices![0]!.message.content).toBe("Quick.");
  });

  test("`attempt` ends one that goes on, as it is not whole by then", async () => {
    const { json, tried } = await served({ slow, quick }, { ...limits, attempt: 30_000 });
    expect(tried).toEqual([
      ["slow", 0],
      ["quick", 30_000],
    ]);
    expect(json.choices![0]!.message.content).toBe("Quick.");
  });

  test("the deadline ends what goes on beyond it, exactly", async () => {
    const { status, json, clock } = await served({ silent, slow }, { ...limits, deadline: 40_000 });
    expect([status, json.error!.code, clock.now()]).toEqual([504, "deadline_exceeded", 40_000]);
    expect(clock.waiting).toBe(0);
  });
});

describe("a target that is the last one", () => {
  test("and silent until the deadline is as silent as any: its health says so", async () => {
    const { running } = await served({ silent }, { deadline: 4_000, firstToken: 5_000, wholeAsStream: true }, 3);
    expect(running.health.health("silent/m1")).toBe("down");
    const whole = await served({ silent }, { deadline: 4_000 }, 3);
    expect(whole.running.health.health("silent/m1")).toBe("down");
  });

  test("is not judged by a time in which none can begin", async () => {
    const { running } = await served({ silent }, { deadline: 900 }, 6);
    expect(running.health.health("silent/m1")).not.toBe("down");
  });
});

test("how soon a whole answer begins is measured where it comes as a stream", async () => {
  const { running } = await served({ slow }, limits, 2);
  const { firstToken, total } = running.load.latencyOf("slow/m1");
  expect(firstToken.quantile(0.5)! / 1_000).toBeCloseTo(1, 1);
  expect(total.quantile(0.5)! / 1_000).toBeCloseTo(50, -1);
});
