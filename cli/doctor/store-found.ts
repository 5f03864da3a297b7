/** What is found where `--state` says: whether it can be asked, what is kept there, and by which clock. */
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { openStore } from "../../runtime/state/store/open-store.ts";
import { shownPlace } from "../../runtime/state/store/shown-place.ts";
import { type Store, StoreError } from "../../runtime/state/store/store.ts";
import type { StoredKey } from "../../runtime/state/store/stored-keys.ts";
import type { UsageExtent } from "../../runtime/state/store/usage-ledger.ts";
import type { DoctorResult } from "../../schemas/doctor.ts";
import type { Table } from "../../schemas/table.ts";
import { stateFile } from "../state-place.ts";
import type { Patient } from "./patient.ts";
import { storeClock } from "./store-clock.ts";

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
      return await looked(store, place, needs);
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
function needsOf({ budgets = [], limits = [] }: Table): string | undefined {
  const named = (what: string, all: readonly { name: string }[]): string[] =>
    all.length === 0 ? [] : [`${what} (${all.map(({ name }) => name).join(", ")})`];
  const all = [...named("budgets", budgets), ...named("limits", limits)];
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
  const file = stateFile(place);
  const kept = keptText(await store.usage.extent(), keys.length, file);
  const shared = needs && file ? `; ${needs} are shared by the processes of this machine alone` : "";
  const message = `answers within ${ms} ms${waits}; ${kept}${shared}`;
  const about: DoctorResult = { area: "store", subject, status: isSlow ? "warn" : "ok", message };
  return { results: [about, ...(await storeClock(store, subject))], keys: open };
}

function keptText({ rows, days }: UsageExtent, keys: number, file: string | undefined): string {
  const since = days ? `, from ${days[0]} to ${days[1]}` : "";
  const size = file === undefined ? "" : `, in ${megabytes(file)} MB`;
  return `keeps ${keys} keys and ${rows} rows of use${since}${size}`;
}

/** Of the file and of what was written to it last. */
function megabytes(file: string): string {
  const bytes = [file, `${file}-wal`].map((one) => statSync(one, { throwIfNoEntry: false })?.size ?? 0);
  return (bytes.reduce((sum, size) => sum + size, 0) / 1_000_000).toFixed(1);
}
