import fc from "fast-check";
import { expect, test } from "vitest";
import { logTime } from "../../../runtime/observe/log-time.ts";

test("any time is written as ISO 8601 has it, whatever was written before", () => {
  const times = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) });
  const close = times.chain((from) => fc.tuple(fc.constant(from), fc.integer({ min: from, max: from + 3_000 })));
  fc.assert(
    fc.property(close, (together) => {
      for (const time of [...together, together[0]]) expect(logTime(time)).toBe(new Date(time).toISOString());
    }),
  );
});
