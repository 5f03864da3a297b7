/** What a request costs at most, against bills that are worked out from the price as it is published. */
import { describe, expect, test } from "vitest";
import { emitPrice } from "../../compiler/plan/emit-price.ts";
import type { Price, Rates } from "../../schemas/catalog.ts";
import { costAt, worstCost, worstRates } from "../../semantics/worst-cost.ts";
import { Random } from "../agreement/random.ts";

const carried = { choices: true, serviceTier: true, searches: true, longCache: true };
const at = new Date("2026-06-15T12:00:00Z");

function randomRates(random: Random): Rates {
  const names = ["cacheRead", "cacheWrite", "cacheWrite1h", "inputAudio", "outputAudio", "reasoning"] as const;
  const rate = () => random.integer(200) / 8;
  return Object.fromEntries(names.filter(() => random.once(2)).map((name) => [name, rate()]));
}

function randomPrice(random: Random): Price {
  const rate = () => random.integer(200) / 8;
  const some = (): Rates => ({ ...(random.once(2) && { input: rate() }), ...(random.once(2) && { output: rate() }), ...randomRates(random) }); // biome-ignore format: one line
  return {
    input: rate(),
    output: rate(),
    inputAudio: rate(),
    outputAudio: rate(),
    cacheWrite1h: rate(),
    cacheWrite: rate(),
    ...randomRates(random),
    ...(random.once(2) && { per1kQueries: rate() }),
    ...(random.once(2) && { tiers: [{ above: 100, ...some() }, { above: 1_000, ...some() }] }), // biome-ignore format: one line
    ...(random.once(3) && { scheduled: [{ from: "2026-02", ...some() }, { from: "2026-05-01", ...some() }, { from: "2027", ...some() }] }), // biome-ignore format: one line
    ...(random.once(3) && { serviceTiers: { flex: some(), priority: some() } }),
    ...(random.once(3) && { offPeak: { ...some(), peakHoursUtc: [random.pick(["Mon 10:00-14:00", "Mon 14:00-10:00"])] } }), // biome-ignore format: one line
  };
}

interface Used {
  fresh: number;
  audioIn: number;
  cached: number;
  written: number;
  writtenLong: number;
  text: number;
  audioOut: number;
  thought: number;
  searches: number;
}

/** USD millionths of what was used, by the published page. */
function bill(price: Price, used: Used, tier: string | undefined): number {
  const { fresh, audioIn, cached, written, writtenLong, text, audioOut, thought, searches } = used;
  const prompt = fresh + audioIn + cached + written + writtenLong;
  let rates: Rates = { ...price };
  for (const { from, ...next } of price.scheduled ?? []) if (from <= "2026-06-15") rates = { ...rates, ...next };
  if (price.offPeak && price.offPeak.peakHoursUtc[0] === "Mon 14:00-10:00") rates = { ...rates, ...price.offPeak };
  const size = price.tiers?.filter(({ above }) => prompt > above).at(-1);
  rates = { ...rates, ...size };
  const service = tier === undefined ? undefined : price.serviceTiers?.[tier];
  for (const [name, rate] of Object.entries(service ?? {}) as [keyof Rates, number][])
    rates[name] = size ? Math.max(rate, rates[name] ?? 0) : rate;
  return (
    fresh * rates.input! +
    audioIn * rates.inputAudio! +
    cached * (rates.cacheRead ?? rates.input!) +
    written * (rates.cacheWrite ?? rates.input!) +
    writtenLong * rates.cacheWrite1h! +
    text * rates.output! +
    audioOut * rates.outputAudio! +
    thought * (rates.reasoning ?? rates.output!) +
    searches * (price.per1kQueries ?? 0) * 1_000
  );
}

describe("the worst case of a request", () => {
  test("is never exceeded by a bill for as many tokens or fewer, whatever they are", () => {
    const random = new Random(3);
    let near = 0;
    for (let i = 0; i < 4_000; i++) {
      const price = randomPrice(random);
      const part = () => (random.once(2) ? 0 : random.integer(500));
      const hasAudio = random.once(2);
      const used: Used = { fresh: part(), audioIn: hasAudio ? part() : 0, cached: part(), written: part(), writtenLong: part(), text: part(), audioOut: hasAudio ? part() : 0, thought: part(), searches: random.integer(3) }; // biome-ignore format: one line
      const asked = random.pick([undefined, "flex", "priority", "auto"]);
      const billed = asked === "auto" ? random.pick([undefined, "flex", "priority"]) : asked;
      const choices = Math.max(1, used.searches);
      const input = used.fresh + used.audioIn + used.cached + used.written + used.writtenLong;
      const request = { input, output: Math.ceil((used.text + used.audioOut + used.thought) / choices), choices, audio: hasAudio, serviceTier: asked }; // biome-ignore format: one line
      const most = worstCost({ price: emitPrice(price), carried }, request, at)!;
      const paid = bill(price, used, billed);
      expect(paid, JSON.stringify({ price, used, asked })).toBeLessThanOrEqual(most * (1 + 1e-12));
      if (paid > most * 0.999) near += 1;
    }
    expect(near).toBeGreaterThan(20);
  });

  test("never falls for more tokens or answers", () => {
    const random = new Random(4);
    for (let i = 0; i < 3_000; i++) {
      const target = { price: emitPrice(randomPrice(random)), carried };
      const request = { input: random.integer(1_200), output: random.integer(300), choices: 1 + random.integer(5), audio: random.once(2), serviceTier: random.pick([undefined, "flex", "auto"]) }; // biome-ignore format: one line
      const more = { ...request, input: request.input + random.integer(300), output: request.output + random.integer(9), choices: request.choices + random.integer(3) }; // biome-ignore format: one line
      expect(worstCost(target, more, at)!).toBeGreaterThanOrEqual(worstCost(target, request, at)!);
    }
  });

  test("is what its rates come to", () => {
    const random = new Random(5);
    for (let i = 0; i < 500; i++) {
      const target = { price: emitPrice(randomPrice(random)), carried };
      const request = { input: random.integer(1_200), output: random.integer(300), choices: 1 + random.integer(5), audio: random.once(2) }; // biome-ignore format: one line
      const { input, output, choices } = request;
      expect(costAt(worstRates(target, request, at)!, input, output, choices)).toBe(worstCost(target, request, at));
    }
  });

  test("is not known where a rate is not that the request may meet", () => {
    const request = { input: 10, output: 10, choices: 1, audio: false };
    const cost = (price: Parameters<typeof worstCost>[0]["price"], more = {}) =>
      worstCost({ price, carried }, { ...request, ...more }, at);
    expect([cost(undefined), cost({ input: 1 }), cost({ output: 1 })]).toEqual([undefined, undefined, undefined]);
    expect(cost({ input: 1, output: 1, unknown: ["inputAudio"] })).toBe(20);
    expect(cost({ input: 1, output: 1, unknown: ["inputAudio"] }, { audio: true })).toBeUndefined();
  });

  test("counts one answer, no tier and no long cache where these do not reach the target", () => {
    const none = { choices: false, serviceTier: false, searches: false, longCache: false };
    const price = { input: 1, output: 1, cacheWrite1h: 9, serviceTiers: { fast: { input: 5, output: 5 } } };
    const request = { input: 10, output: 10, choices: 7, audio: false, serviceTier: "fast" };
    expect(worstCost({ price, carried: none }, request, at)).toBe(20);
    expect(worstCost({ price, carried }, request, at)).toBe(10 * 9 + 7 * 10 * 5);
  });
});
