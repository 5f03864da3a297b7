/** What is wrong with a caller's key, for one table. */
import { type KeyRecord, mayUseRoute } from "../../runtime/state/keys.ts";
import type { DoctorResult } from "../../schemas/doctor.ts";
import type { Table } from "../../schemas/table.ts";
import { mayCallTarget } from "../../semantics/target-patterns.ts";
import type { Patient } from "./patient.ts";

export function keyFaults(key: KeyRecord, { table, now }: Patient): DoctorResult[] {
  const faults = [
    ...expiry(key, now),
    ...strangeRoutes(key, table),
    ...strangeEnvironment(key, table),
    ...strangeTargets(key, table),
    ...nobodys(key, table),
  ];
  return faults.map(({ status, message }) => ({ area: "keys", subject: key.id, status, message }));
}

type Fault = Pick<DoctorResult, "status" | "message">;

const warn = (message: string): Fault => ({ status: "warn", message });

/** A week. */
const SOON = 7 * 86_400_000;

function expiry({ expires }: KeyRecord, now: number): Fault[] {
  if (expires === undefined || expires - now >= SOON) return [];
  const day = new Date(expires).toISOString().slice(0, 10);
  return [warn(expires <= now ? `has expired (${day}): rotate or revoke it` : `expires on ${day}`)];
}

function strangeRoutes({ routes = [] }: KeyRecord, table: Table): Fault[] {
  const unknown = routes.filter((name) => !table.routes.some((route) => route.name === name));
  if (unknown.length === 0) return [];
  const message = `names ${unknown.length === 1 ? "a route" : "routes"} that the table does not have: ${unknown.join(", ")}`;
  if (unknown.length < routes.length) return [warn(message)];
  return [{ status: "fail", message: `${message}, and no other: every request of it is refused` }];
}

/** A key that names targets needs no route. */
function strangeEnvironment(key: KeyRecord, { routes }: Table): Fault[] {
  const own = routes.filter(({ name }) => mayUseRoute(key, { name }));
  if (own.length === 0 || key.direct || own.some((route) => mayUseRoute(key, route))) return [];
  const has = key.env === undefined ? "has no environment" : `is of ${key.env}`;
  return [
    { status: "fail", message: `${has}, and all of its routes are for keys of others: every request of it is refused` },
  ];
}

function strangeTargets({ targets = [] }: KeyRecord, table: Table): Fault[] {
  const idle = targets.filter((pattern) => !table.targets.some(({ id }) => mayCallTarget([pattern], id)));
  if (idle.length === 0) return [];
  const message = `may call ${idle.join(", ")}, of which the table has none`;
  if (idle.length < targets.length) return [warn(message)];
  return [{ status: "fail", message: `${message}: every request of it is refused` }];
}

/** What budgets and limits are kept by, where a key can lack it. */
const carried = { "key.team": "team", "key.env": "env" } as const;

/** Budgets and limits that cannot say whose its requests are refuse them. */
function nobodys(key: KeyRecord, { budgets = [], limits = [], routes }: Table): Fault[] {
  const lacks = ({ per, missing }: { per: string; missing?: "pool" | undefined }): boolean =>
    missing === undefined && per in carried && key[carried[per as keyof typeof carried]] === undefined;
  const isMet = (met: readonly number[] | undefined): boolean =>
    met === undefined || key.routes === undefined || met.some((route) => key.routes!.includes(routes[route]!.name));
  const refusing = [
    ...budgets.filter(lacks).map(({ name, per }) => ({ what: `the budget ${name}`, per, routes: undefined })),
    ...limits
      .filter((limit) => lacks(limit) && isMet(limit.routes))
      .map(({ name, per, routes: of }) => ({ what: `the limit ${name}`, per, routes: of })),
  ];
  return refusing.map(({ what, per, routes: of }) => {
    const option = carried[per as keyof typeof carried];
    const whose = of === undefined ? "every request of it is refused" : "its requests there are refused";
    const where = of === undefined ? "" : ` on ${of.map((route) => routes[route]!.name).join(", ")}`;
    const message = `has no ${option}, by which ${what} is kept${where}: ${whose}. Make one with --${option}, or say \`missing: pool\` in the policy`;
    return of === undefined ? { status: "fail", message } : warn(message);
  });
}
