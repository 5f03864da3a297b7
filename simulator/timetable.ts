import type { Fault, FaultSchedule, ScheduledFault } from "./faults.ts";

/** A schedule and how far it has come. */
export interface Timetable {
  /** Counts one request and gives the fault it meets. */
  next(model: string): Fault | undefined;
  /** The refusal that begins now, once. */
  dueRefusal(): Fault | undefined;
}

interface Progress extends ScheduledFault {
  seen: number;
  used: number;
}

export function startTimetable(schedule: FaultSchedule): Timetable {
  const refusals = schedule.filter((entry) => entry.fault === "refused");
  const entries: Progress[] = schedule
    .filter((entry) => entry.fault !== "refused")
    .map((entry) => ({ ...entry, seen: 0, used: 0 }));
  let requests = 0;
  return {
    next(model) {
      requests += 1;
      const met = entries.filter((entry) => entry.model === undefined || entry.model === model);
      for (const entry of met) entry.seen += 1;
      const due = met.find(isDue);
      if (due) due.used += 1;
      return due;
    },
    dueRefusal() {
      const index = refusals.findIndex((entry) => requests >= (entry.after ?? 0));
      return index < 0 ? undefined : refusals.splice(index, 1)[0];
    },
  };
}

function isDue(entry: Progress): boolean {
  const turn = entry.seen - (entry.after ?? 0);
  return turn > 0 && turn % (entry.every ?? 1) === 0 && entry.used < (entry.times ?? Number.POSITIVE_INFINITY);
}
