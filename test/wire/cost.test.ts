/** What is proved of costs, what is told of them and what a provider bills, which reads its own price page. */
import { describe, expect, test } from "vitest";
import { Random } from "../agreement/random.ts";
import { compileSetting, type Gateway, gateway, type Page, type Setting, type Used } from "./billing-upstream.ts";

const hello = { messages: [{ role: "user", content: "Hello" }] };
const chat = { model: "chat", ...hello };
const claim = (most: number, more = "") => `invariants:\n  bounded: { ${more}every: t.maxCost(r) <= usd(${most}) }\n`;
const one = (price: object, max: string, more: object = {}): Setting => ({
  models: { m: { price, ...more } },
  routes: `  chat: { otherwise: own/m, max: ${max} }\n`,
});

/** The verdict on "no request costs more", and what refutes it. */
function verdict(setting: Setting, most: number, more = ""): string {
  const { proofs, diagnostics } = compileSetting({ ...setting, claims: claim(most, more) });
  const refuted = diagnostics.find(({ code }) => code === "invariant/refuted");
  return refuted ? refuted.message : String(proofs.find(({ claim: told }) => told.includes("bounded"))?.verdict);
}

/** Tokens that a provider may count of a prompt that the routes here let in, a thousand as expected. */
const COUNTED = 4_000;

/** The least amount, in millionths of a dollar, is proved; anything less is refuted. */
function expectBound(setting: Setting, micro: number): void {
  expect(verdict(setting, micro / 1e6)).toBe("proved");
  expect(verdict(setting, (micro * 0.999) / 1e6)).toContain("does not hold");
}

const told = (reply: Awaited<ReturnType<Gateway["ask"]>>) => reply.headers["x-pointsman-cost-usd"];

describe("answers", () => {
  const price = { input: 1, output: 2 };

  test("multiply what is proved, by as many as a client may ask for", () => {
    expect(verdict(one(price, "{ inputTokens: 1000, outputTokens: 1000 }"), 0.01)).toContain("in each of 128 answers");
    expectBound(one(price, "{ inputTokens: 1000, outputTokens: 1000 }"), COUNTED + 128 * 2_000);
    expectBound(one(price, "{ inputTokens: 1000, outputTokens: 1000, choices: 4 }"), COUNTED + 4 * 2_000);
    expectBound(one(price, "{ inputTokens: 1000, outputTokens: 1000, choices: 1 }"), COUNTED + 2_000);
  });

  test("beyond what the route gives are refused, and nothing is sent", async () => {
    const { ask, sent, use } = await gateway(one(price, "{ inputTokens: 1000, outputTokens: 1000, choices: 4 }"));
    const refused = await ask({ ...chat, n: 5 });
    expect([refused.status, refused.json.error?.param]).toEqual([400, "n"]);
    expect(refused.json.error?.message).toContain("4 answers");
    expect(sent).toEqual([]);
    use({ plain: 10, text: 4_000 });
    expect(told(await ask({ ...chat, n: 4 }))).toBe("0.00801");
    expect(sent[0]).toMatchObject({ n: 4, max_tokens: 1_000 });
  });

  test("leave a target out that could cost too much for so many", async () => {
    const routes = "  chat: { otherwise: own/m, maxCost: $0.005, max: { inputTokens: 1000, outputTokens: 1000 } }\n";
    const { ask, sent } = await gateway({ models: { m: { price } }, routes });
    expect((await ask(chat)).status).toBe(200);
    const dear = await ask({ ...chat, n: 3 });
    expect([dear.status, sent.length]).toEqual([400, 1]);
    expect(dear.json.error?.message).toContain("could cost $");
  });

  test("can be asked for by a condition", async () => {
    const rules = '[{ when: r.choices > 1, use: { reject: 403, message: "One." } }]';
    const setting = {
      models: { m: { price } },
      routes: `  chat: { rules: ${rules}, otherwise: own/m, max: { inputTokens: 1000, outputTokens: 1000 } }\n`,
    };
    expectBound(setting, COUNTED + 2_000);
    const { ask } = await gateway(setting);
    expect([
      (await ask({ ...chat, n: 2 })).status,
      (await ask({ ...chat, n: 1 })).status,
      (await ask(chat)).status,
    ]).toEqual([403, 200, 200]);
  });
});

describe("the dearest rate that a request can meet is what is proved", () => {
  const max = "{ inputTokens: 1000, outputTokens: 100, choices: 1 }";

  test.each([
    ["reasoning", { reasoning: 30 }, COUNTED + 3_000, {}],
    ["what is written to a cache", { cacheWrite: 3 }, 3 * COUNTED + 800, {}],
    ["what is written to a cache for an hour", { cacheWrite: 3, cacheWrite1h: 6 }, 6 * COUNTED + 800, {}],
    ["a search", { per1kQueries: 10 }, COUNTED + 800 + 10_000, {}],
    ["audio", { inputAudio: 40, outputAudio: 64 }, 40 * COUNTED + 6_400, {}],
    ["a service tier", { serviceTiers: { priority: { input: 2, output: 16 } } }, 2 * COUNTED + 1_600, {}],
    ["a prompt tier", { tiers: [{ above: 500, input: 2 }] }, 2 * COUNTED + 800, {}],
    [
      "a prompt tier below, where more tokens cost less",
      { tiers: [{ above: 500, input: 0.1, output: 1 }] },
      COUNTED + 800,
      {},
    ],
    ["the day from which a price holds", { scheduled: [{ from: "2099-01-01", output: 20 }] }, COUNTED + 2_000, {}],
  ])("%s", (_, more, micro, entry) => {
    expectBound(one({ input: 1, output: 8, ...more }, max, entry), micro);
  });

  test("and nothing is, where such a rate is not known", async () => {
    const setting = one({ input: 1, output: 8 }, max, { caps: { audioIn: true } });
    expect(verdict(setting, 100)).toContain("not known");
    expect(verdict(setting, 0.0048, "when: '!r.needs.audio', ")).toBe("proved");
    const routes = `  chat: { otherwise: own/m, maxCost: $9, max: ${max} }\n`;
    const { ask, sent } = await gateway({ ...setting, routes });
    const spoken = {
      role: "user",
      content: [{ type: "input_audio", input_audio: { data: "UklGRg==", format: "wav" } }],
    };
    const refused = await ask({ model: "chat", messages: [spoken] });
    expect([refused.status, sent.length]).toEqual([400, 0]);
    expect(refused.json.error?.message).toContain("no price for audio");
  });

  test("and what made it so dear is said", () => {
    const price = { input: 1, output: 8, serviceTiers: { priority: { input: 2, output: 16 } } };
    expect(verdict(one(price, max), 0.0049)).toContain("in the service tier `priority`");
    expect(verdict(one({ input: 1, output: 8, tiers: [{ above: 500, input: 9 }] }, max), 0.0049)).toContain(
      "for a prompt of more than 500 tokens",
    );
    expect(verdict(one({ input: 1, output: 8, inputAudio: 90 }, max), 0.0049)).toContain("with audio");
    expect(
      verdict(one({ input: 1, output: 8, scheduled: [{ from: "2099-01-01", output: 20 }] }, max), 0.0049),
    ).toContain("by the price of 2099-01-01");
    const offPeak = { input: 0.1, output: 0.8, peakHoursUtc: ["Mon-Sun 22:00-02:00"] };
    expect(verdict(one({ input: 1, output: 8, offPeak }, max), 0.001)).toMatch(
      /at the peak \((22|23|00|01):\d\d UTC\)/,
    );
  });
});

test("a peak over midnight holds: by the header, and by what is proved", async () => {
  const hour = new Date().getUTCHours();
  const at = (later: number) => `${String((hour + later + 48) % 24).padStart(2, "0")}:00`;
  const peakHoursUtc = hour === 1 ? ["Mon-Sun 23:00-22:00"] : [`Mon-Sun ${at(-1)}-${at(-2)}`];
  const price = { input: 4, output: 16, offPeak: { input: 1, output: 2, peakHoursUtc } };
  const setting = one(price, "{ inputTokens: 1000, outputTokens: 100, choices: 1 }");
  expectBound(setting, 4 * COUNTED + 1_600);
  const { ask, use } = await gateway(setting);
  use({ plain: 10, text: 10 });
  expect(told(await ask(chat))).toBe("0.0002");
});

describe("a service tier", () => {
  const max = "{ inputTokens: 1000, outputTokens: 100, choices: 1 }";

  test("without a price at a target is not sent there, and is named", async () => {
    for (const more of [{}, { serviceTiers: { flex: { input: 0.5, output: 1 } } }]) {
      const { ask, sent, use } = await gateway(one({ input: 1, output: 2, ...more }, max));
      use({ plain: 100, text: 10 });
      for (const tier of ["priority", "Flex", "scale"]) {
        const reply = await ask({ ...chat, service_tier: tier });
        expect([reply.status, reply.headers["x-pointsman-dropped"], told(reply)]).toEqual([
          200,
          "service_tier",
          "0.00012",
        ]);
      }
      expect(sent.filter((body) => "service_tier" in body)).toEqual([]);
    }
  });

  test("is billed by what the answer says, and an alarm is raised where that is more than what was asked for", async () => {
    const price = {
      input: 1,
      output: 2,
      serviceTiers: { priority: { input: 2, output: 4 }, flex: { input: 0.5, output: 1 } },
    };
    const { ask, use, log } = await gateway(one(price, max));
    const alarms = () => log.filter(({ event }) => event === "alarm").length;
    const cost = async (tier: string | undefined, asked: string | undefined) => {
      use({ plain: 100, text: 100, ...(tier !== undefined && { tier }) });
      return told(await ask({ ...chat, ...(asked !== undefined && { service_tier: asked }) }));
    };
    expect([await cost("default", "priority"), await cost("priority", "priority")]).toEqual(["0.0003", "0.0006"]);
    expect([await cost(undefined, "flex"), await cost("standard", undefined), await cost("default", "auto")]).toEqual([
      "0.00015",
      "0.0003",
      "0.0003",
    ]);
    expect([await cost("priority", "auto"), alarms()]).toEqual(["0.0006", 0]);
    expect([await cost("priority", undefined), alarms()]).toEqual(["0.0006", 1]);
    expect([await cost("scale", undefined), alarms()]).toEqual([undefined, 2]);
  });

  test("that a dialect drops is neither counted nor billed", async () => {
    const price = { input: 10, output: 50, serviceTiers: { fast: { input: 100, output: 500 } } };
    const setting = { ...one(price, max), like: "anthropic" };
    expectBound(setting, 10 * COUNTED + 5_000);
    const { ask, sent, use } = await gateway(setting);
    use({ plain: 100, text: 10, tier: "standard" });
    const reply = await ask({ ...chat, service_tier: "fast" });
    expect([reply.headers["x-pointsman-dropped"], told(reply)]).toEqual(["service_tier", "0.0015"]);
    expect(sent[0]).not.toHaveProperty("service_tier");
  });
});

test("output beyond the limit that was sent raises an alarm, whole and streamed", async () => {
  const { ask, sent, use, log } = await gateway(
    one({ input: 1, output: 2 }, "{ inputTokens: 1000, outputTokens: 50 }"),
  );
  const alarms = () => log.flatMap(({ event, message }) => (event === "alarm" ? [String(message)] : []));
  for (const stream of [false, true]) {
    use({ plain: 10, text: 60 });
    expect((await ask({ ...chat, n: 2, stream })).status).toBe(200);
    expect(sent.at(-1)).toMatchObject({ max_tokens: 50 });
    expect(alarms()).toEqual([]);
    use({ plain: 10, text: 40, thought: 21 });
    expect((await ask({ ...chat, n: 2, max_tokens: 30, stream })).status).toBe(200);
    expect(alarms().splice(0)).toEqual([expect.stringContaining("61 output tokens, and it was sent a limit of 30")]);
    log.length = 0;
  }
});

test("a search without a known fee is not asked for; with one it is billed", async () => {
  const models = {
    dear: { price: { input: 1, output: 2, per1kQueries: 25 } },
    free: { price: { input: 1, output: 2 } },
  };
  const { ask, sent, use } = await gateway({ models, routes: "  chat: { otherwise: [own/dear, own/free] }\n" });
  use({ plain: 100, text: 10 });
  const asked = { ...hello, web_search_options: {} };
  expect(told(await ask({ ...asked, model: "own/dear" }))).toBe("0.02512");
  const free = await ask({ ...asked, model: "own/free" });
  expect([told(free), free.headers["x-pointsman-dropped"]]).toEqual(["0.00012", "web_search_options"]);
  expect(sent.map((body) => "web_search_options" in body)).toEqual([true, false]);
});

/** Dollars, by the page of a price: what was used, times what it says of it. */
function billed(page: Page, used: Required<Used>): number {
  const { plain, cached, written, writtenLong, heard, text, thought, spoken, tier } = used;
  const prompt = plain + cached + written + writtenLong + heard;
  const long = ((page.tiers ?? []) as { above: number }[]).filter(({ above }) => prompt > above).at(-1);
  const service = (page.serviceTiers as Record<string, object> | undefined)?.[tier];
  const rate = (name: string, otherwise?: string): number => {
    const named = (from: object | undefined) => (from as Record<string, number> | undefined)?.[name];
    const usual = named(long) ?? named(page);
    const special = named(service);
    const found = special !== undefined && long ? Math.max(special, usual ?? 0) : (special ?? usual);
    return found ?? rate(otherwise!);
  };
  const micro =
    plain * rate("input") +
    cached * rate("cacheRead", "input") +
    written * rate("cacheWrite", "input") +
    writtenLong * rate("cacheWrite1h") +
    heard * rate("inputAudio") +
    text * rate("output") +
    thought * rate("reasoning", "output") +
    spoken * rate("outputAudio");
  return micro / 1e6;
}

function randomPage(random: Random): Page {
  const rate = () => random.pick([0.25, 0.5, 1, 2.5, 4, 12, 30]);
  const some = (...names: string[]) =>
    Object.fromEntries(names.filter(() => random.once(2)).map((name) => [name, rate()]));
  const all = () =>
    some("input", "output", "cacheRead", "cacheWrite", "cacheWrite1h", "inputAudio", "outputAudio", "reasoning");
  return {
    ...{ input: rate(), output: rate(), cacheWrite1h: rate(), inputAudio: rate(), outputAudio: rate() },
    ...some("cacheRead", "cacheWrite", "reasoning"),
    ...(random.once(2) && {
      tiers: [
        { above: 1_000, ...all() },
        { above: 3_000, ...all() },
      ],
    }),
    ...(random.once(2) && { serviceTiers: { priority: all(), flex: all() } }),
  };
}

describe("the header says what the provider billed", () => {
  test.each([1, 2, 3])("for 20 random prices and whatever was used: seed %i", async (seed) => {
    const random = new Random(seed);
    const pages = random.list(20, () => randomPage(random));
    const models = Object.fromEntries(pages.map((price, i) => [`m${i}`, { price }]));
    const ids = pages.map((_, i) => `own/m${i}`);
    const { ask, use } = await gateway({ models, routes: `  chat: { otherwise: [${ids.join(", ")}] }\n` });
    for (const [i, page] of pages.entries()) {
      for (let round = 0; round < 6; round++) {
        const part = () => (random.once(2) ? 0 : random.integer(1_500));
        const tier = page.serviceTiers ? random.pick(["default", "priority", "flex"]) : "default";
        const used = { plain: part(), cached: part(), written: part(), writtenLong: part(), heard: part(), text: part(), thought: part(), spoken: part(), tier }; // biome-ignore format: one line
        use(used);
        const stream = round % 3 === 2;
        const reply = await ask({ model: `own/m${i}`, ...hello, service_tier: tier, stream });
        const header = stream ? reply.trailers["x-pointsman-cost-usd"] : told(reply);
        expect(Number(header), JSON.stringify({ page, used })).toBeCloseTo(billed(page, used), 8);
      }
    }
  });
});
