import type { Fault, FaultSchedule } from "./faults.ts";
import type { PortGate } from "./port-gate.ts";
import { startTimetable } from "./timetable.ts";

/** The schedule in force, with the port kept open or closed as it says. */
export interface Schedules {
  /** Counts one request and gives the fault it meets. */
  next(model: string): Fault | undefined;
  /** Puts another schedule in force. Settles when the port is as it begins. */
  set(schedule: FaultSchedule): Promise<void>;
  /** Leaves the port alone from now on. */
  stop(): void;
}

const longestWait = 2 ** 31 - 1;

export function followSchedules(gate: PortGate): Schedules {
  let timetable = startTimetable([]);
  let refusal: NodeJS.Timeout | undefined;
  let stopped = false;

  const settlePort = (): Promise<void> => {
    const due = timetable.dueRefusal();
    if (!due) return gate.set(true);
    // Also without an end a timer runs: a closed port alone would not keep the process alive.
    refusal = due.value === undefined ? setInterval(() => {}, longestWait) : setTimeout(reopen, due.value);
    return gate.set(false);
  };
  const reopen = (): Promise<void> => {
    clearTimeout(refusal);
    refusal = undefined;
    return settlePort();
  };
  return {
    next(model) {
      const fault = timetable.next(model);
      if (!stopped && refusal === undefined) void settlePort();
      return fault;
    },
    set(schedule) {
      timetable = startTimetable(schedule);
      return reopen();
    },
    stop() {
      stopped = true;
      clearTimeout(refusal);
    },
  };
}
