/** The routes that are tried: rates from 0 to 5 %, and such that change. */
import { HORIZON } from "../../../../../../runtime/cache/semantic/bound/bound.ts";
import type { SimulatedRoute } from "./simulated-series.ts";
import { constant, drift, periodic, step, type TrueRate } from "./true-rates.ts";

/** A quiet route: what little there is is checked, so that it is looked at long. */
const QUIET = 100;
const BUSY = 2_000;

const route = (bound: number, hitsPerDay: number, rate: TrueRate): SimulatedRoute => ({
  bound,
  hitsPerDay,
  open: hitsPerDay === BUSY ? 24 : 4,
  rate,
  hours: HORIZON,
});

export const routes: readonly SimulatedRoute[] = [
  ...[0, 0.001, 0.0025, 0.005, 0.0075, 0.01, 0.0125, 0.015, 0.02, 0.03, 0.05].map((rate) =>
    route(0.01, QUIET, constant(rate)),
  ),
  ...[0, 0.001, 0.0025, 0.005].map((rate) => route(0.01, BUSY, constant(rate))),
  ...[0, 0.025, 0.05, 0.06].map((rate) => route(0.05, QUIET / 4, constant(rate))),
  ...[0, 0.01, 0.02, 0.05].map((rate) => route(0.02, QUIET, constant(rate))),
  ...[0, 0.0025, 0.005].map((rate) => route(0.005, 2 * QUIET, constant(rate))),
  ...[0.02, 0.05, 0.2].map((after) => route(0.01, BUSY, step(0.002, after, 60))),
  ...[0.02, 0.05, 0.2].map((after) => route(0.01, QUIET, step(0, after, 60))),
  route(0.01, QUIET, drift(0, 0.03)),
  route(0.01, BUSY, drift(0.002, 0.02)),
  route(0.01, QUIET, periodic(0, 0.03, 14)),
  { ...route(0.01, QUIET, periodic(0.002, 0.018, 1)), open: 24 },
  route(0.01, QUIET, periodic(0, 0.05, 120)),
];
