/** Every model is asked the smallest request that it takes, as `probe` asks. */
import type { DoctorResult } from "../../schemas/doctor.ts";
import type { Terminal } from "../command.ts";
import type { Probed } from "../probe-report.ts";
import { openProbing, probeRound } from "../probe-round.ts";
import type { Patient } from "./patient.ts";

export interface AskedOf extends Patient {
  readonly source: string;
  readonly text: string;
}

export async function lookAtModels(patient: AskedOf, terminal: Terminal): Promise<DoctorResult[]> {
  const { source, text, table, env, ca } = patient;
  const probing = await openProbing({ source, text, table, env, ca, simulated: {}, limit: 30_000, parallel: 8 });
  try {
    return (await probeRound(probing, terminal)).map(resultOf);
  } finally {
    await probing.running.upstream.close();
  }
}

function resultOf({ target, works, failure, status, detail, ms, routes }: Probed): DoctorResult {
  const about = { area: "models", subject: target } as const;
  if (works) return { ...about, status: "ok", message: `answers within ${ms} ms` };
  const what = status === undefined ? failure : `${failure}, ${status}`;
  return {
    ...about,
    status: "fail",
    message: `does not answer (${what}): ${detail ?? "no reason"}; for ${routes.join(", ")}`,
  };
}
