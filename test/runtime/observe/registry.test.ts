import { expect, test } from "vitest";
import { MOST_SERIES, Registry } from "../../../runtime/observe/registry.ts";

test("labels are written as Prometheus reads them, whatever is in them; a name without series is left out", () => {
  const registry = new Registry();
  const counter = registry.counter("calls_total", "Calls.");
  registry.counter("nothing_total", "Nothing.");
  registry.observed("age_seconds", "gauge", "Age.", () => [[{}, 1.5]]);
  counter.add({ who: 'a "b" \\ c\nd' }, 2);
  counter.add({ who: 'a "b" \\ c\nd' });
  expect(registry.text()).toBe(
    [
      "# HELP calls_total Calls.",
      "# TYPE calls_total counter",
      'calls_total{who="a \\"b\\" \\\\ c\\nd"} 3',
      "# HELP age_seconds Age.",
      "# TYPE age_seconds gauge",
      "age_seconds 1.5",
      "",
    ].join("\n"),
  );
});

test("a name has so many series and no more: what is beyond is counted in one, and nothing is lost", () => {
  const counter = new Registry().counter("calls_total", "Calls.");
  for (let i = 0; i < MOST_SERIES + 500; i++) counter.add({ who: String(i) });
  counter.add({ who: "0" });
  const samples = [...counter.samples];
  expect(samples).toHaveLength(MOST_SERIES + 1);
  expect(samples.at(-1)).toEqual([{ beyond: "true" }, 500]);
  expect(samples.reduce((sum, [, value]) => sum + value, 0)).toBe(MOST_SERIES + 501);
});
