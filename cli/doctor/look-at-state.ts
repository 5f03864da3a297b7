/** The store, and the callers' keys in it and in their file. */
import type { KeyRecord } from "../../runtime/state/keys.ts";
import type { DoctorResult } from "../../schemas/doctor.ts";
import { readKeysFile } from "../keys-file.ts";
import { UsageError } from "../usage-error.ts";
import { keyFaults } from "./key-faults.ts";
import type { Look, Patient } from "./patient.ts";
import { storeFound } from "./store-found.ts";

export const lookAtState: Look = async (patient) => {
  const { results, keys } = await storeFound(patient);
  const file = fileKeys(patient);
  const all = [...keys, ...file.keys];
  const faults = all.length > 0 ? all.flatMap((key) => keyFaults(key, patient)) : defaultFaults(patient);
  const found = [...results, ...file.results, ...faults];
  const own = patient.env.POINTSMAN_KEY ? "the value of POINTSMAN_KEY" : "none: serve makes one and prints it";
  const message = all.length > 0 ? `${all.length}: ${keys.length} in the store, ${file.keys.length} in a file` : own;
  return [...found, { area: "keys", subject: "callers", status: "ok", message }];
};

/** There may be other keys by the time it serves. */
function defaultFaults(patient: Patient): DoctorResult[] {
  const faults = keyFaults({ id: "default", hash: "", tags: [] }, patient);
  return faults.map((fault) => ({ ...fault, status: "warn" }));
}

interface Found {
  readonly results: DoctorResult[];
  readonly keys: readonly KeyRecord[];
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
