/** The clock of the store beside this machine's: windows turn by the clocks of the gateways, which must go alike. */
import type { Store } from "../../runtime/state/store/store.ts";
import type { DoctorResult } from "../../schemas/doctor.ts";

/** Milliseconds by which clocks may differ. */
const MOST = 1_000;

/** Nothing of a store that has no clock of its own. `subject`: where it is, without a secret. */
export async function storeClock(store: Pick<Store, "time">, subject: string): Promise<DoctorResult[]> {
  const asked = Date.now();
  const began = performance.now();
  const time = await store.time();
  if (time === undefined) return [];
  const way = performance.now() - began;
  // It was read somewhere on the way.
  const ahead = time - (asked + way / 2);
  const about = { area: "clock", subject } as const;
  const isAlike = Math.abs(ahead) <= MOST + way / 2;
  if (isAlike) return [{ ...about, status: "ok", message: "goes with this machine's" }];
  const apart = `is ${spelled(Math.abs(ahead))} ${ahead > 0 ? "ahead of" : "behind"} this machine's`;
  const message = `${apart}: gateways whose clocks differ turn their windows at different times, and keys end at different times. Set the clock that is wrong, with NTP`;
  return [{ ...about, status: "warn", message }];
}

function spelled(ms: number): string {
  // What is two hours less a moment is said to be two hours.
  const [unit, name] = units.find(([least]) => ms >= 1.95 * least) ?? [1, "ms"];
  return `${Math.round(ms / unit)} ${name}`;
}

const units: readonly (readonly [number, string])[] = [
  [86_400_000, "days"],
  [3_600_000, "hours"],
  [60_000, "minutes"],
  [1_000, "seconds"],
];
