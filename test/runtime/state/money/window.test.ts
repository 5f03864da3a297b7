import { expect, test } from "vitest";
import { windowAt } from "../../../../runtime/state/money/window.ts";
import { randomFrom } from "../store/races/random-from.ts";

const kinds = ["hour", "day", "week", "month"] as const;

test("windows follow one another without a gap, and each has a name of its own", () => {
  const random = randomFrom(7);
  for (let tries = 0; tries < 5_000; tries++) {
    const at = Math.floor(Date.UTC(2000, 0) + random() * 80 * 366 * 86_400_000);
    for (const kind of kinds) {
      const window = windowAt(kind, at);
      expect(window.begins).toBeLessThanOrEqual(at);
      expect(window.ends).toBeGreaterThan(at);
      expect(windowAt(kind, window.begins)).toEqual(window);
      expect(windowAt(kind, window.ends - 1)).toEqual(window);
      const next = windowAt(kind, window.ends);
      expect([next.begins, next.id === window.id]).toEqual([window.ends, false]);
    }
  }
});

// As ISO 8601's own examples and calendars have them.
test.each([
  ["2005-01-01", "2004-W53"],
  ["2005-12-31", "2005-W52"],
  ["2007-01-01", "2007-W01"],
  ["2008-12-29", "2009-W01"],
  ["2010-01-03", "2009-W53"],
  ["2020-12-31", "2020-W53"],
  ["2026-11-27", "2026-W48"],
])("the week of %s is %s, from a Monday on", (day, id) => {
  const { begins, ...week } = windowAt("week", Date.parse(`${day}T23:59:59.999Z`));
  expect([week.id, new Date(begins).getUTCDay()]).toEqual([id, 1]);
});

test("hours and months turn at their first moment in UTC, and a total never does", () => {
  const last = Date.parse("2026-12-31T23:59:59.999Z");
  expect(kinds.map((kind) => windowAt(kind, last).id)).toEqual(["2026-12-31T23", "2026-12-31", "2026-W53", "2026-12"]);
  expect(windowAt("month", last + 1).id).toBe("2027-01");
  expect(windowAt("total", last)).toEqual(windowAt("total", 0));
});
