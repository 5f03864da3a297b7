/** What is found where `--state` says: whether it can be asked, what is kept there, and by which clock. */
import { accessSync, constants, existsSync, statfsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { openStore } from "../../runtime/state/store/open-store.ts";
import { shownPlace } from "../../runtime/state/store/shown-place.ts";
import { type Store, StoreError } from "../../runtime/state/store/store.ts";
import type { StoredKey } from "../../runtime/state/store/stored-keys.ts";
import type { UsageExtent } from "../../runtime/state/store/usage-ledger.ts";
import type { DoctorResult } from "../../schemas/doctor.ts";
import type { Table } from "../../schemas/table.ts";
import { limitsTargets } from "../../semantics/limits-targets.ts";
import { stateFile } from "../state-place.ts";
import type { Patient } from "./patient.ts";
import { storeClock } from "./store-clock.ts";
import { storeDoubt } from "./store-doubt.ts";

export interface StoreFound {
  readonly results: DoctorResult[];
  /** Those that are not revoked. */
  readonly keys: readonly StoredKey[];
}

export async function storeFound(patient: Patient): Promise<StoreFound> {
  const { table, place, isPlaceNamed } = patient;
  const needs = needsOf(table);
  const file = stateFile(place);
  if (place === "memory") return { results: [inMemory(needs)], keys: [] };
  if (file !== undefined && !existsSync(file)) return { results: [notThere(file, needs, isPlaceNamed)], keys: [] };
  try {
    const store = await openStore(place);
    try {
      const found = await looked(store, place, needs);
      return { ...found, results: [...found.results, ...(await storeDoubt(store, patient, shownPlace(place)))] };
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const failed = { area: "store", subject: shownPlace(place), status: "fail", message: error.message } as const;
    return { results: [failed], keys: [] };
  }
}

/** What of a table cannot be held to without a store; undefined where nothing is. */
function needsOf(table: Table): string | undefined {
  const { budgets = [], limits = [] } = table;
  const named = (what: string, all: readonly { name: string }[]): string[] =>
    all.length === 0 ? [] : [`${what} (${all.map(({ name }) => name).join(", ")})`];
  const ofTargets = limitsTargets(table) ? ["limits of targets"] : [];
  const all = [...named("budgets", budgets), ...named("limits", limits), ...ofTargets];
  return all.length === 0 ? undefined : all.join(" and ");
}

function inMemory(needs: string | undefined): DoctorResult {
  const about = { area: "store", subject: "memory" } as const;
  if (needs === undefined) return { ...about, status: "ok", message: "nothing is kept: no use, and no keys" };
  const message = `${needs} begin anew whenever the gateway does, each instance has its own, and nothing is kept of use and keys: name a store with --state`;
  return { ...about, status: "warn", message };
}

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

/** Milliseconds. */
const SLOW = 100;

async function looked(store: Store, place: string, needs: string | undefined): Promise<StoreFound> {
  const subject = shownPlace(place);
  const began = performance.now();
  const [keys] = await Promise.all([store.keys.list(), store.standings(["doctor"], Date.now())]);
  const ms = Math.ceil(performance.now() - began);
  const isSlow = ms > SLOW && needs !== undefined;
  const waits = isSlow ? ", which every request under a budget or a limit waits for" : "";
  const open = keys.filter(({ revoked }) => revoked === undefined);
  // It changes nothing, and is refused where there is no room.
  await store.leave([]);
  const file = stateFile(place);
  const kept = keptText(await store.usage.extent(), keys.length, file);
  const shared = needs && file ? `; ${needs} are shared by the processes of this machine alone` : "";
  const message = `answers within ${ms} ms${waits}; ${kept}${shared}`;
  const about: DoctorResult = { area: "store", subject, status: isSlow ? "warn" : "ok", message };
  return { results: [about, ...lookAtDisk(file, subject), ...(await storeClock(store, subject))], keys: open };
}

function keptText({ rows, days }: UsageExtent, keys: number, file: string | undefined): string {
  const since = days ? `, from ${days[0]} to ${days[1]}` : "";
  const size = file === undefined ? "" : `, in ${spelled(bytesOf(file))}`;
  return `keeps ${keys} keys and ${rows} rows of use${since}${size}`;
}

/** Of the file, and of what was written last, beside it. */
function bytesOf(file: string): number {
  const sizes = [file, `${file}-wal`].map((one) => statSync(one, { throwIfNoEntry: false })?.size ?? 0);
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Bytes below which a disk is as good as full. */
const LITTLE = 50_000_000;

function lookAtDisk(file: string | undefined, subject: string): DoctorResult[] {
  if (file === undefined) return [];
  const { bavail, bsize } = statfsSync(dirname(resolve(file)));
  const free = bavail * bsize;
  if (free >= LITTLE) return [];
  const message = `its disk has ${spelled(free)} left: without room nothing is held, so that requests under a budget are refused. Free some`;
  return [{ area: "store", subject, status: "warn", message }];
}

function spelled(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
