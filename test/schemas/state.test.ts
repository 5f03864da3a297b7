import { expect, test } from "vitest";
import { type Quantiles, state } from "../../schemas/state.ts";

function problems(firstToken: Quantiles): string[] {
  const { error } = state.safeParse({ latency: { standard: { firstToken } } });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

test("a median that 95 % of the answers did not meet is refused, at its place", () => {
  expect(problems({ p50: 900, p95: 800 })).toEqual([
    "latency.standard.firstToken.p50: must not be above p95: the median is at most what 95 % of the answers met",
  ]);
});

test.each<Quantiles>([{ p50: 800, p95: 800 }, { p50: 800 }, { p95: 800 }, {}])("%j may be measured", (quantiles) => {
  expect(problems(quantiles)).toEqual([]);
});
