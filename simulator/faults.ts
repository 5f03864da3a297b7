/** A way in which the simulated provider can fail. */
export type FaultName =
  | "refused"
  | "reset"
  | "silence"
  | "slow-first-token"
  | "cut-stream"
  | "error-event"
  | "malformed"
  | "400-context-length"
  | "400-content-filter"
  | "401"
  | "404"
  | "429"
  | "500"
  | "529";

/** One fault as it is applied to one request. `value` is in the unit that `faultNotes` gives. */
export interface Fault {
  readonly fault: FaultName;
  readonly value?: number;
}

/**
 * A fault and the requests it meets. Only requests that would have been answered are counted, and with `model` only
 * those for that model. `after` skips the first ones, `every: 3` takes every third of the rest, `times` ends it.
 *
 * `refused` closes the port, so it meets every caller and no request can be counted while it lasts: it begins after
 * `after` requests, lasts `value` ms (without it: until the next schedule), and takes no `times`, `every` or `model`.
 */
export interface ScheduledFault extends Fault {
  readonly times?: number;
  readonly after?: number;
  readonly every?: number;
  readonly model?: string;
}

/** When several entries meet one request, the first one in the list is applied. */
export type FaultSchedule = readonly ScheduledFault[];

/** What a fault does, for help texts, and what its number means; without `fallback` the number may stay away. */
export interface FaultNote {
  readonly about: string;
  readonly value?: { readonly unit: "ms" | "seconds" | "events"; readonly fallback?: number };
}

export const faultNotes: Readonly<Record<FaultName, FaultNote>> = {
  refused: { about: "the port is closed: connections are refused", value: { unit: "ms" } },
  reset: { about: "the connection is reset before an answer" },
  silence: { about: "the request is accepted and never answered" },
  "slow-first-token": { about: "the first token comes late", value: { unit: "ms", fallback: 10_000 } },
  "cut-stream": { about: "the connection breaks inside the answer", value: { unit: "events", fallback: 5 } },
  "error-event": { about: "an error is reported inside the answer", value: { unit: "events", fallback: 5 } },
  malformed: { about: "broken JSON inside the answer", value: { unit: "events", fallback: 5 } },
  "400-context-length": { about: "the prompt is too long for the model" },
  "400-content-filter": { about: "the content filter blocks the request" },
  "401": { about: "the key is not accepted" },
  "404": { about: "the model does not exist" },
  "429": {
    about: "rate limited, and for how long, where the dialect says it",
    value: { unit: "seconds", fallback: 1 },
  },
  "500": { about: "an internal error" },
  "529": { about: "overloaded, with the status the dialect uses for it" },
};

/** The number of a fault: its own, or the default of its kind. */
export function faultValue(fault: Fault): number {
  return fault.value ?? faultNotes[fault.fault].value?.fallback ?? 0;
}
