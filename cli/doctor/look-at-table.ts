/** The age of what the table knows, and the clock by which it is reckoned. */
import type { DoctorResult } from "../../schemas/doctor.ts";
import type { Look } from "./patient.ts";

const DAY = 86_400_000;
/** Days after which prices and models are taken to have changed, as `catalog/stale` does. */
const OLD = 90;

export const lookAtTable: Look = ({ table: { hash, routes, targets, catalogAsOf }, now }) => {
  const counts = `${routes.length} routes, ${targets.length} models, hash ${hash.slice(0, 12)}`;
  const served: DoctorResult = { area: "table", subject: "features", status: "ok", message: `served here: ${counts}` };
  const asOf = Date.parse(catalogAsOf);
  const days = Math.floor((now - asOf) / DAY);
  if (Number.isNaN(days)) return [served];
  const clock = { area: "clock", subject: "this machine" } as const;
  const today = new Date(now).toISOString().slice(0, 10);
  if (days < 0) {
    const message = `says ${today}, which is before the catalog was made (${catalogAsOf}): set it, or windows, prices and keys go by a wrong day`;
    return [served, { ...clock, status: "fail", message }];
  }
  const age: DoctorResult =
    days > OLD
      ? {
          area: "catalog",
          subject: catalogAsOf,
          status: "warn",
          message: `is ${days} days old: update, and build again`,
        }
      : { area: "catalog", subject: catalogAsOf, status: "ok", message: `is ${days} days old` };
  return [served, age, { ...clock, status: "ok", message: `says ${today}` }];
};
