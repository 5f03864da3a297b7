/** Peaks as they are written, against the calendar read by other means: every minute of a week. */
import { describe, expect, test } from "vitest";
import { emitPrice } from "../../../compiler/plan/emit-price.ts";
import { RateTimes } from "../../../compiler/witness/cost/rate-times.ts";
import { peakHours } from "../../../schemas/catalog.ts";
import { ratesFor } from "../../../semantics/rates.ts";
import { Random } from "../../agreement/random.ts";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const WEEK = 7 * 24 * 60;
/** A Sunday, 00:00 UTC. */
const sunday = Date.UTC(2026, 0, 4);

/** The minutes of a week, from Sunday on, that a text names: each of its days begins one span. */
function minutesOf(text: string): Set<number> {
  const [, first, last, from, to] = /^(\w{3})(?:-(\w{3}))? ([\d:]+)-([\d:]+)$/.exec(text)!;
  const minute = (time: string) => Number(time.split(":")[0]) * 60 + Number(time.split(":")[1]);
  const end = minute(to!) > minute(from!) ? minute(to!) : minute(to!) + 24 * 60;
  const found = new Set<number>();
  for (let day = DAYS.indexOf(first!); ; day = (day + 1) % 7) {
    for (let at = minute(from!); at < end; at++) found.add((day * 24 * 60 + at) % WEEK);
    if (DAYS[day] === (last ?? first)) return found;
  }
}

/** The minutes at which the rates are not those outside the peak. */
function peakMinutes(texts: string[]): Set<number> {
  const price = emitPrice({ input: 2, output: 1, offPeak: { input: 1, peakHoursUtc: texts } });
  const all = Array.from({ length: WEEK }, (_, i) => i);
  return new Set(all.filter((i) => ratesFor(price, 1, new Date(sunday + i * 60_000)).input === 2));
}

const written = [
  ["Mon-Sun 22:00-02:00"],
  ["Sat 23:30-00:30"],
  ["Fri-Mon 18:00-08:00"],
  ["Wed 00:00-24:00"],
  ["Sun-Sat 00:00-24:00"],
  ["Tue 22:00-00:00"],
  ["Mon-Fri 08:00-12:00", "Wed-Thu 10:00-23:00", "Thu 22:00-03:00"],
  ["Sat-Mon 22:00-24:00"],
];

describe("peak hours hold at the minutes that they name, and at no other", () => {
  test.each(written.map((texts) => [texts.join(" and "), texts] as const))("%s", (_, texts) => {
    const named = new Set(texts.flatMap((text) => [...minutesOf(text)]));
    const held = peakMinutes(texts);
    const missed = [...named].filter((at) => !held.has(at));
    expect([missed, held.size]).toEqual([[], named.size]);
  });

  test("in any form that can be written", () => {
    const random = new Random(5);
    const time = () => `${String(random.integer(24)).padStart(2, "0")}:${random.pick(["00", "15", "30", "59"])}`;
    for (let i = 0; i < 60; i++) {
      const texts = random.list(1 + random.integer(3), () => {
        const days = random.once(2) ? random.pick(DAYS) : `${random.pick(DAYS)}-${random.pick(DAYS)}`;
        return `${days} ${time()}-${random.once(5) ? "24:00" : time()}`;
      });
      const good = texts.filter((text) => peakHours.test(text));
      if (good.length === 0) continue;
      const named = new Set(good.flatMap((text) => [...minutesOf(text)]));
      expect([good, [...peakMinutes(good)].sort()]).toEqual([good, [...named].sort()]);
    }
  });
});

test("the times that the solver looks at have every price that the week has", () => {
  const clock = { weekdays: [0, 1, 2, 3, 4, 5, 6], hours: [...Array(24).keys()], zones: [] };
  for (const texts of written) {
    const price = emitPrice({ input: 2, output: 1, offPeak: { input: 1, peakHoursUtc: texts } });
    const carried = { choices: true, serviceTier: true, searches: true, longCache: true };
    const usual = { tokens: { expected: 1, upper: 1 }, added: { expected: 0, upper: 0, hard: 0 } };
    const times = new RateTimes().of([{ ...usual, price, carried, mostOutput: 1 }], clock, new Date(sunday));
    const seen = new Set(times.map(({ at }) => ratesFor(price, 1, at).input));
    const all = new Set([...Array(WEEK).keys()].map((i) => ratesFor(price, 1, new Date(sunday + i * 60_000)).input));
    expect([texts, [...seen].sort()]).toEqual([texts, [...all].sort()]);
  }
});

test("what can be no peak is refused", () => {
  const wrong = ["Mon 25:00-26:00", "Mon 24:00-02:00", "Mon 08:00-24:30", "Mon 08:00-08:00", "Mon-Mon 08:00-09:00"];
  expect(
    [...wrong, "mon 08:00-09:00", "Mon,Tue 08:00-09:00", "Mon 8-9", ""].filter((text) => peakHours.test(text)),
  ).toEqual([]);
  expect(["Mon 00:00-24:00", "Mon 23:59-00:00", "Mon-Sun 22:00-02:00"].every((text) => peakHours.test(text))).toBe(
    true,
  );
});
