import { describe, expect, test } from "vitest";
import { emitPrice } from "../../../compiler/plan/emit-price.ts";

const peak = (...peakHoursUtc: string[]) => emitPrice({ input: 2, offPeak: { input: 1, peakHoursUtc } }).offPeak?.peak;

describe("a price in the table", () => {
  test("has its tiers and scheduled rates in order, and every rate that the catalog knows", () => {
    const price = {
      input: 1,
      reasoning: 9,
      cacheWrite1h: 6,
      per1kQueries: 5,
      tiers: [
        { above: 20, input: 3 },
        { above: 10, input: 2, inputAudio: 7 },
      ],
      scheduled: [
        { from: "2027-02", input: 5 },
        { from: "2027-01-01", input: 4 },
      ],
    };
    expect(emitPrice(price)).toEqual({
      input: 1,
      reasoning: 9,
      cacheWrite1h: 6,
      per1kQueries: 5,
      tiers: [
        { above: 10, input: 2, inputAudio: 7 },
        { above: 20, input: 3 },
      ],
      scheduled: [
        { from: "2027-01-01", input: 4 },
        { from: "2027-02", input: 5 },
      ],
    });
  });

  test("has the service tiers that a request can ask for: a batch is none", () => {
    const serviceTiers = { priority: { input: 2 }, batch: { input: 0.5 }, flex: { input: 0.6 } };
    expect(Object.entries(emitPrice({ input: 1, serviceTiers }).serviceTiers ?? {})).toEqual([
      ["flex", { input: 0.6 }],
      ["priority", { input: 2 }],
    ]);
    expect(emitPrice({ input: 1, serviceTiers: { batch: { input: 0.5 } } })).toEqual({ input: 1 });
  });

  test("says which audio costs what nobody knows", () => {
    const price = { input: 1, output: 2 };
    const unknown = (model: Parameters<typeof emitPrice>[1], more = {}) =>
      emitPrice({ ...price, ...more }, model).unknown;
    expect(unknown({ caps: { audioIn: true } })).toEqual(["inputAudio"]);
    expect(unknown({ modalities: { in: ["text", "audio"], out: ["text", "audio"] } })).toEqual([
      "inputAudio",
      "outputAudio",
    ]);
    expect(unknown({ caps: { audioIn: true, audioOut: true } }, { inputAudio: 5 })).toEqual(["outputAudio"]);
    expect(unknown({ caps: { audioIn: false }, modalities: { in: ["text"], out: ["text"] } })).toBeUndefined();
    expect(unknown({})).toBeUndefined();
  });

  test("has its peak as days and minutes", () => {
    expect(peak("Mon-Fri 06:00-10:00", "Sat 01:00-04:30")).toEqual([
      { days: [6], from: 60, to: 270 },
      { days: [1, 2, 3, 4, 5], from: 360, to: 600 },
    ]);
  });

  test("may have a peak over the end of the week, and to the end of the day", () => {
    expect(peak("Sat-Mon 22:00-24:00")).toEqual([{ days: [0, 1, 6], from: 1320, to: 1440 }]);
  });
});
