/** From the scenario and the command line to what is rehearsed, held against the table: names that it does not have are refused. */
import type { LoadedTable } from "../../runtime/table/loaded-table.ts";
import type { Scenario, ScenarioQuantiles, ScenarioRequest, ScenarioThresholds } from "../../schemas/scenario.ts";
import { parseDuration } from "../../simulator/clocked/duration.ts";
import type { Speed } from "../../simulator/clocked/pace-of.ts";
import { FaultLineError, parseFaultLine } from "../../simulator/clocked/parse-fault-line.ts";
import type { TimedFault } from "../../simulator/clocked/timed-fault.ts";
import { derivedKinds, kindOf } from "./derived-kinds.ts";
import { checkMetadata, checkRoute, checkWho, type Refuse } from "./known-names.ts";
import { defaultSpeed, type Load, type RehearsalPlan, type RequestKind, type Threshold } from "./rehearsal-plan.ts";

export interface Wanted {
  readonly scenario: Scenario;
  /** Refuses what stands at a place of the scenario. */
  readonly refuse: Refuse;
}

/** Where nothing is said of faults, and behind the last one that ends. */
const USUAL_DURATION = 600_000;
const SHORTEST_REST = 60_000;
/** Requests of one run, and of a minute. */
const USUAL_REQUESTS = 3_000;
const USUAL_PER_MINUTE = 60;
/** Requests of one run: more take long and say no more. */
const MOST_REQUESTS = 500_000;

export function readPlan({ scenario, refuse }: Wanted, loaded: LoadedTable): RehearsalPlan {
  const faults = (scenario.faults ?? []).map((line, index) => faultOf(line, loaded, at(refuse, "faults", index)));
  return {
    faults,
    load: loadOf(scenario, faults, loaded, refuse),
    speeds: speedsOf(scenario, loaded, refuse),
    thresholds: thresholdsOf(scenario.thresholds ?? {}),
    seed: scenario.seed ?? 1,
    at: scenario.at === undefined ? new Date() : new Date(scenario.at),
  };
}

function faultOf(line: string, loaded: LoadedTable, refuse: Refuse): TimedFault {
  try {
    const fault = parseFaultLine(line);
    if (fault.who !== "all") checkWho(fault.who, loaded, refuse);
    return fault;
  } catch (error) {
    if (error instanceof FaultLineError) return refuse([], error.message);
    throw error;
  }
}

function loadOf({ load = {} }: Scenario, faults: readonly TimedFault[], loaded: LoadedTable, refuse: Refuse): Load {
  const streams = shareOf(load.streams ?? "50%");
  const { requests } = load;
  const kinds = requests
    ? requests.map((request, index) => kindFor(request, streams, loaded, at(refuse, "load", "requests", index)))
    : derivedKinds(loaded, streams);
  const duration = load.for === undefined ? durationFor(faults) : parseDuration(load.for)!;
  const rate = rateOf(load.rate ?? rateFor(duration));
  const expected = (duration / rate.per) * rate.requests;
  if (expected < 1)
    refuse(
      ["load", "for"],
      `not one request comes in ${load.for ?? "that time"} at ${rate.text}; rehearse for longer, or raise \`rate\``,
    );
  if (expected > MOST_REQUESTS) {
    refuse(
      ["load", "for"],
      `that would be ${Math.round(expected).toLocaleString("en-US")} requests, and at most ${MOST_REQUESTS.toLocaleString("en-US")} are rehearsed; lower \`rate\``,
    );
  }
  return { rate, duration, kinds };
}

/** Until the last fault is over, and a while longer. */
function durationFor(faults: readonly TimedFault[]): number {
  const ends = faults.map(({ from, to }) => (Number.isFinite(to) ? to : from + USUAL_DURATION));
  const last = Math.max(0, ...ends);
  return last === 0 ? USUAL_DURATION : last + Math.max(SHORTEST_REST, last / 10);
}

/** Few enough in a minute that long rehearsals take seconds. */
function rateFor(duration: number): string {
  const perMinute = Math.floor(USUAL_REQUESTS / (duration / 60_000));
  return `${Math.max(1, Math.min(USUAL_PER_MINUTE, perMinute))} per minute`;
}

function kindFor(request: ScenarioRequest, streams: number, loaded: LoadedTable, refuse: Refuse): RequestKind {
  const route = checkRoute(request.route, loaded, at(refuse, "route"));
  const usual = kindOf(loaded, route.name, request.streams === undefined ? streams : shareOf(request.streams));
  const { metadata = {}, share = 1, inputTokens, outputTokens, key = {} } = request;
  for (const [name, values] of Object.entries(metadata)) {
    checkMetadata(name, listOf(values), loaded, at(refuse, "metadata", name));
  }
  return {
    ...usual,
    route: request.route,
    share,
    metadata: {
      ...usual.metadata,
      ...Object.fromEntries(Object.entries(metadata).map(([name, said]) => [name, listOf(said)])),
    },
    ...(inputTokens !== undefined && { inputTokens: listOf(inputTokens) }),
    ...(outputTokens !== undefined && { outputTokens: listOf(outputTokens) }),
    key: { tags: [], ...withoutAbsent(key) },
  };
}

function speedsOf({ speeds = {} }: Scenario, loaded: LoadedTable, refuse: Refuse): Record<string, Speed> {
  return Object.fromEntries(
    Object.entries(speeds).map(([who, { firstToken, ...rest }]) => {
      if (who !== "default") checkWho(who, loaded, at(refuse, "speeds", who));
      const usual = firstToken === undefined ? defaultSpeed.firstToken : parseDuration(firstToken)!;
      return [who, { ...defaultSpeed, ...withoutAbsent(rest), firstToken: usual }];
    }),
  );
}

function thresholdsOf({ success, costIncrease, firstToken = {}, total = {} }: ScenarioThresholds): Threshold[] {
  return [
    ...(success === undefined
      ? []
      : [{ measure: "success", bound: shareOf(success), text: `at least ${success}` } as const]),
    ...latencies("firstToken", firstToken),
    ...latencies("total", total),
    ...(costIncrease === undefined
      ? []
      : [{ measure: "costIncrease", bound: shareOf(costIncrease), text: `at most ${costIncrease}` } as const]),
  ];
}

function latencies(latency: "firstToken" | "total", said: ScenarioQuantiles): Threshold[] {
  return (["p50", "p95", "p99"] as const).flatMap((quantile) => {
    const text = said[quantile];
    if (text === undefined) return [];
    return [{ measure: `${latency}.${quantile}` as const, bound: parseDuration(text)!, text: `at most ${text}` }];
  });
}

const perUnit: Readonly<Record<string, number>> = { second: 1_000, minute: 60_000, hour: 3_600_000 };

function rateOf(text: string): Load["rate"] {
  const [requests = "", , unit = ""] = text.split(" ");
  return { requests: Number(requests), per: perUnit[unit]!, text };
}

function shareOf(text: string): number {
  return Number(text.slice(0, -1)) / 100;
}

function listOf<T>(value: T | T[]): T[] {
  return Array.isArray(value) ? value : [value];
}

function withoutAbsent<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined)) as never;
}

/** Refuses what stands below a place. */
function at(refuse: Refuse, ...place: PropertyKey[]): Refuse {
  return (path, message) => refuse([...place, ...path], message);
}
