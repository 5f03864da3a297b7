/** The settings that the table reads of this machine. No value is told. */
import { readVariables } from "../../runtime/upstream/variables.ts";
import type { DoctorResult } from "../../schemas/doctor.ts";
import { neededVariables, placeWords } from "../../semantics/variables/needed-variables.ts";
import type { Look } from "./patient.ts";

export const lookAtVariables: Look = ({ table, env }) => {
  const needed = neededVariables(table);
  const faults = new Map(readVariables(needed, env).faults.map((fault) => [fault.variable, fault]));
  return needed.map(({ name, places }): DoctorResult => {
    const about = { area: "variables", subject: name } as const;
    const fault = faults.get(name);
    if (fault) return { ...about, status: "fail", message: fault.message };
    return { ...about, status: "ok", message: `is set; ${places.map(placeWords).join(", and ")}` };
  });
};
