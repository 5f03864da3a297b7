/** The time in zones, against the rules of their laws written out by hand. */
import { describe, expect, test } from "vitest";
import { localTime, zoneOffset } from "../../../semantics/facts/zones.ts";
import { referenceLocal, zones } from "../../reference/zones.ts";

const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const START = Date.UTC(2025, 0, 1);
const HALF_HOUR = 1_800_000;

describe("the time in a zone is that of its law, summer time included", () => {
  test.each(Object.keys(zones))("%s, each half hour of three years", (zone) => {
    const offset = zoneOffset(zone)!;
    const wrong: string[] = [];
    for (let i = 0; i < 3 * 365 * 48; i += 1) {
      const at = new Date(START + i * HALF_HOUR);
      const local = localTime(offset, at);
      const expected = referenceLocal(zone, at);
      const isSame = local.getUTCHours() === expected.hour && weekdays[local.getUTCDay()] === expected.weekday;
      if (!isSame) wrong.push(at.toISOString());
    }
    expect(wrong).toEqual([]);
  });

  test("to the second at which the clock changes", () => {
    const offset = zoneOffset("Europe/Berlin")!;
    expect(offset(new Date("2026-03-29T00:59:59Z"))).toBe(60);
    expect(offset(new Date("2026-03-29T01:00:00Z"))).toBe(120);
    expect(offset(new Date("2026-10-25T00:59:59.999Z"))).toBe(120);
    expect(offset(new Date("2026-10-25T01:00:00Z"))).toBe(60);
  });
});

test.each(["CET", "GMT+1", "+01:00", "europe/berlin", "Europe/Nowhere", "", "Europe/"])("%s is no zone", (name) => {
  expect(zoneOffset(name)).toBeUndefined();
});
