/** The store, and the callers' keys in it and in their file. */
import { accessSync, constants, existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { KeyRecord } from "../../runtime/state/keys.ts";
import { openStore } from "../../runtime/state/store/open-store.ts";
import { shownPlace } from "../../runtime/state/store/shown-place.ts";
import { StoreError } from "../../runtime/state/store/store.ts";
import type { DoctorResult } from "../../schemas/doctor.ts";
import { mayCallTarget } from "../../semantics/target-patterns.ts";
import { readKeysFile } from "../keys-file.ts";
import { stateFile } from "../state-place.ts";
import { UsageError } from "../usage-error.ts";
import type { Look, Patient } from "./patient.ts";

export const lookAtState: Look = async (patient) => {
  const { results, keys } = await storeOf(patient);
  const file = fileKeys(patient);
  const all = [...keys, ...file.keys];
  const found = [...results, ...file.results, ...all.flatMap((key) => faultsOf(key, patient))];
  const own = patient.env.POINTSMAN_KEY ? "the value of POINTSMAN_KEY" : "none: serve makes one and prints it";
  const message = all.length > 0 ? `${all.length}: ${keys.length} in the store, ${file.keys.length} in a file` : own;
  return [...found, { area: "keys", subject: "callers", status: "ok", message }];
};

interface Found {
  readonly results: DoctorResult[];
  readonly keys: readonly KeyRecord[];
}

async function storeOf({ table, place, isPlaceNamed }: Patient): Promise<Found> {
  const about = { area: "store", subject: shownPlace(place) } as const;
  const budgets = table.budgets?.map(({ name }) => name) ?? [];
  const needs = budgets.length === 0 ? undefined : `budgets (${budgets.join(", ")})`;
  const file = stateFile(place);
  if (place === "memory") {
    const message = needs
      ? `${needs} begin anew whenever the gateway does, and each instance has its own: name a store with --state`
      : "nothing is kept";
    return { results: [{ ...about, status: needs ? "warn" : "ok", message }], keys: [] };
  }
  if (file !== undefined && !existsSync(file)) return { results: [notThere(file, needs, isPlaceNamed)], keys: [] };
  try {
    const store = await openStore(place);
    try {
      const began = performance.now();
      const [keys] = await Promise.all([store.keys.list(), store.standings(["doctor"], Date.now())]);
      const ms = Math.ceil(performance.now() - began);
      const slow = ms > SLOW && needs !== undefined;
      const message = slow
        ? `answers within ${ms} ms, which every attempt under a budget waits for`
        : `answers within ${ms} ms`;
      return {
        results: [{ ...about, status: slow ? "warn" : "ok", message }],
        keys: keys.filter(({ revoked }) => revoked === undefined),
      };
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { results: [{ ...about, status: "fail", message: error.message }], keys: [] };
  }
}

/** Milliseconds. */
const SLOW = 100;

function notThere(file: string, needs: string | undefined, isNamed: boolean): DoctorResult {
  const about = { area: "store", subject: `sqlite:${file}` } as const;
  if (needs === undefined && !isNamed) return { ...about, status: "ok", message: "is not there, and nothing needs it" };
  try {
    accessSync(dirname(resolve(file)), constants.W_OK);
    return { ...about, status: "ok", message: `is made when it is needed${needs ? `: for ${needs}` : ""}` };
  } catch {
    const message = `cannot be made: its folder is not there, or may not be written. Make it, or name another with --state`;
    return { ...about, status: "fail", message };
  }
}

function fileKeys({ keysFile }: Patient): Found {
  if (keysFile === undefined) return { results: [], keys: [] };
  try {
    return { results: [], keys: readKeysFile(keysFile) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { results: [{ area: "keys", subject: keysFile, status: "fail", message: error.message }], keys: [] };
  }
}

/** What is wrong with one of them, for this table. */
function faultsOf(key: KeyRecord, { table, now }: Patient): DoctorResult[] {
  const about = { area: "keys", subject: key.id } as const;
  const warn = (message: string): DoctorResult => ({ ...about, status: "warn", message });
  const results: DoctorResult[] = [];
  const { expires, routes, targets } = key;
  if (expires !== undefined && expires <= now) results.push(warn(`has expired (${day(expires)}): rotate or revoke it`));
  else if (expires !== undefined && expires - now < SOON) results.push(warn(`expires on ${day(expires)}`));
  const unknown = (routes ?? []).filter((name) => !table.routes.some((route) => route.name === name));
  if (unknown.length > 0) {
    const all = unknown.length === routes?.length;
    const message = `names ${unknown.length === 1 ? "a route" : "routes"} that the table does not have: ${unknown.join(", ")}`;
    results.push(
      all
        ? { ...about, status: "fail", message: `${message}, and no other: every request of it is refused` }
        : warn(message),
    );
  }
  const idle = (targets ?? []).filter((pattern) => !table.targets.some(({ id }) => mayCallTarget([pattern], id)));
  if (idle.length > 0) {
    const all = idle.length === targets?.length;
    const message = `may call ${idle.join(", ")}, of which the table has none`;
    results.push(
      all ? { ...about, status: "fail", message: `${message}: every request of it is refused` } : warn(message),
    );
  }
  return results;
}

/** A week. */
const SOON = 7 * 86_400_000;

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
