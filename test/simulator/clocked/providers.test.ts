/** Providers on a clock: what comes back and when, in the words of the dialect, with faults at their times. */
import { describe, expect, test } from "vitest";
import { SimulatedClock } from "../../../cli/rehearse/simulated-clock.ts";
import { parseFaultLine } from "../../../simulator/clocked/parse-fault-line.ts";
import { ClockedProviders } from "../../../simulator/clocked/providers.ts";
import { startSimulator } from "../../../simulator/start-simulator.ts";
import { type SimulatorDialect, simulatorDialects } from "../../../simulator/wires.ts";
import { spoken } from "../spoken.ts";

interface Heard {
  readonly events: string[];
  readonly times: number[];
  text: string;
  status: number;
}

class Scene {
  readonly clock = new SimulatedClock(new Date("2026-03-01T09:00:00Z"));
  readonly #providers: ClockedProviders;
  readonly #dialect: SimulatorDialect;

  constructor(faults: readonly string[] = [], dialect: SimulatorDialect = "openai", tokensPerSecond = 50) {
    this.#dialect = dialect;
    this.#providers = new ClockedProviders({
      clock: this.clock,
      seed: 0,
      faults: faults.map(parseFaultLine),
      speedOf: () => ({ firstToken: 1_000, tokensPerSecond, promptTokensPerSecond: 1_000_000 }),
      targetOf: (provider, model) => `${provider}/${model}`,
    });
  }

  ask(stream: boolean, body: object = spoken[this.#dialect].body(stream)): { heard: Heard; leave: () => void } {
    const { path, headers } = spoken[this.#dialect];
    const heard: Heard = { events: [], times: [], text: "", status: 0 };
    const note = (event: string) => {
      heard.events.push(event);
      heard.times.push(this.clock.now());
    };
    const named = Object.fromEntries(
      Object.entries(headers as Record<string, string>).map(([k, v]) => [k.toLowerCase(), v]),
    );
    const leave = this.#providers.ask(
      {
        provider: "acme",
        dialect: this.#dialect,
        method: "POST",
        url: path(stream),
        headers: named,
        text: JSON.stringify(body),
      },
      {
        started: (status) => {
          heard.status = status;
          note("started");
        },
        data: (bytes) => {
          heard.text += bytes.toString("latin1");
          note("data");
        },
        ended: () => note("ended"),
        broken: (code) => note(code),
      },
    );
    return { heard, leave };
  }

  /** Nothing more is to come. */
  end(): void {
    while (this.clock.next());
  }

  goTo(at: number): void {
    this.clock.after(at - this.clock.now(), () => {});
    while (this.clock.now() < at) this.clock.next();
  }
}

/** Identifiers, times and signatures are another answer's own. */
const length = (text: string) => text.replace(/\s+/g, "").length;

describe("what is said is what the same simulator says over a socket", () => {
  test.each(simulatorDialects)("%s", async (dialect) => {
    const { path, headers, body } = spoken[dialect];
    const simulator = await startSimulator({ dialect, seed: 0 });
    try {
      const told = await fetch(simulator.url + path(false), {
        method: "POST",
        headers,
        body: JSON.stringify(body(false)),
      });
      const whole = Buffer.from(await told.arrayBuffer()).toString("latin1");
      const scene = new Scene([], dialect, 1);
      const { heard } = scene.ask(false);
      scene.end();
      expect([heard.status, heard.events]).toEqual([told.status, ["started", "data", "ended"]]);
      expect(Object.keys(JSON.parse(heard.text) as object)).toEqual(Object.keys(JSON.parse(whole) as object));
      expect(length(heard.text)).toBe(length(whole));
    } finally {
      await simulator.close();
    }
  });
});

const words = (count: number, stream: boolean) => ({
  model: "some-model",
  stream,
  messages: [{ role: "user", content: `Say ${count} words.` }],
});

describe("the pace", () => {
  test("a stream begins with its first word, goes on every second or so, and ends when its tokens are said", () => {
    const scene = new Scene();
    const { heard } = scene.ask(true, words(400, true));
    scene.end();
    expect(heard.events[0]).toBe("started");
    expect(heard.events.at(-1)).toBe("ended");
    expect(heard.text).toContain("data: [DONE]");
    const [first = 0] = heard.times;
    expect(first).toBeGreaterThan(300);
    expect(first).toBeLessThan(4_000);
    const gaps = heard.times.slice(2).map((time, index) => time - heard.times[index + 1]!);
    expect(Math.max(...gaps)).toBeLessThan(1_500);
    const said = Number(/"content":"/g[Symbol.match](heard.text)?.length);
    expect(said).toBeLessThan(20);
    expect(heard.times.at(-1)! - first).toBeGreaterThan((400 / 50) * 1_000 * 0.8);
  });

  test("a whole answer comes when a stream of it would end", () => {
    const ends = [true, false].map((stream) => {
      const scene = new Scene();
      const { heard } = scene.ask(stream, words(400, stream));
      scene.end();
      return heard.times.at(-1)!;
    });
    expect(ends[1]).toBeGreaterThan(ends[0]! * 0.5);
    expect(ends[1]).toBeLessThan(ends[0]! * 2);
  });

  test("a late first token and a slow speed are as much later as they say", () => {
    const endOf = (faults: string[]) => {
      const scene = new Scene(faults);
      const { heard } = scene.ask(true, words(400, true));
      scene.end();
      return [heard.times[0]!, heard.times.at(-1)! - heard.times[0]!] as const;
    };
    const [first, rest] = endOf([]);
    expect(endOf(["acme first token ×8"])[0]).toBeCloseTo(8 * first);
    expect(endOf(["acme first token +3s"])[0]).toBeCloseTo(first + 3_000);
    expect(endOf(["acme speed ×0.5"])[1]).toBeCloseTo(2 * rest);
  });

  test("whoever leaves hears no more", () => {
    const scene = new Scene();
    const { heard, leave } = scene.ask(true, words(400, true));
    while (heard.events.length < 3) scene.clock.next();
    const sofar = heard.events.length;
    leave();
    scene.end();
    expect(heard.events).toHaveLength(sofar);
  });
});

describe("faults", () => {
  test("hold from their begin to their end, and for whom they name", () => {
    const scene = new Scene(["acme/some-model down from 10s to 40s"]);
    const endings = [0, 10_000, 39_000, 40_000].map((at) => {
      scene.goTo(at);
      const asked = [words(5, false), { ...words(5, false), model: "other-model" }];
      const heards = asked.map((body) => scene.ask(false, body).heard);
      scene.goTo(at + 10);
      return heards;
    });
    scene.end();
    expect(endings.map((heards) => heards.map(({ events }) => events.at(-1)))).toEqual([
      ["ended", "ended"],
      ["ECONNREFUSED", "ended"],
      ["ECONNREFUSED", "ended"],
      ["ended", "ended"],
    ]);
  });

  test.each([
    ["acme silent", []],
    ["acme reset", ["ECONNRESET"]],
    ["all down", ["ECONNREFUSED"]],
  ])("%s", (line, events) => {
    const scene = new Scene([line]);
    const { heard } = scene.ask(true, words(50, true));
    scene.end();
    expect(heard.events).toEqual(events);
  });

  test.each([
    ["401", 401, "invalid_api_key"],
    ["404", 404, "model_not_found"],
    ["429", 429, "rate_limit_exceeded"],
    ["500", 500, "server_error"],
    ["529", 503, "overloaded"],
    ["context-length", 400, "context_length_exceeded"],
    ["content-filter", 400, "content_filter"],
  ])("answers %s", (what, status, code) => {
    const scene = new Scene([`acme answers ${what}`]);
    const { heard } = scene.ask(false, words(5, false));
    scene.end();
    expect(heard.status).toBe(status);
    expect(heard.text).toContain(code);
  });

  test("a broken answer is broken as its dialect breaks, and never has its end", () => {
    for (const [line, ending] of [
      ["acme cut streams", "ECONNRESET"],
      ["acme answers error", "ended"],
    ] as const) {
      const scene = new Scene([line]);
      const { heard } = scene.ask(true, words(600, true));
      scene.end();
      expect(heard.events.at(-1)).toBe(ending);
      expect(heard.text).not.toContain("[DONE]");
    }
  });

  test("cut streams leave whole answers alone", () => {
    const scene = new Scene(["acme cut streams"]);
    const { heard } = scene.ask(false, words(50, false));
    scene.end();
    expect(heard.events.at(-1)).toBe("ended");
  });

  test("a share of the requests is about that share", () => {
    const scene = new Scene(["acme answers 500 20%"]);
    const all = Array.from({ length: 500 }, () => scene.ask(false, words(1, false)).heard);
    scene.end();
    const failed = all.filter(({ status }) => status === 500).length;
    expect(failed).toBeGreaterThan(60);
    expect(failed).toBeLessThan(140);
  });

  test("a rate limit takes so many in its window, refuses the others, and says when there is room", () => {
    const scene = new Scene(["acme rate limit 3 per minute from 10s"]);
    const statuses = [0, 0, 0, 0, 12_000, 12_000, 12_000, 20_000, 69_000, 70_000].map((at) => {
      scene.goTo(at);
      return scene.ask(false, words(1, false)).heard;
    });
    scene.end();
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 200, 429, 429, 200]);
    expect(statuses[7]!.text).toContain("50s");
  });
});
