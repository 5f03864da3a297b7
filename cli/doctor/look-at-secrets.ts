/** The keys of the providers, where the table says they are. None is told. */
import { RuntimeError } from "../../runtime/runtime-error.ts";
import { readSecret } from "../../runtime/upstream/secret.ts";
import type { DoctorResult } from "../../schemas/doctor.ts";
import type { TableProvider } from "../../schemas/table.ts";
import { credential } from "../stand-ins.ts";
import type { Look, Patient } from "./patient.ts";

export const lookAtSecrets: Look = ({ table, env }) => table.providers.map((provider) => secretOf(provider, env));

function secretOf(provider: TableProvider, env: Patient["env"]): DoctorResult {
  const about = { area: "secrets", subject: provider.id } as const;
  const { auth } = provider;
  const found = credential(provider, env);
  if (found === "needs none") return { ...about, status: "ok", message: "needs no key" };
  if (found === "missing") {
    if (auth.signing)
      return {
        ...about,
        status: "warn",
        message: `${auth.signing}: no variable names what signs; what the machine itself has is asked for when it serves`,
      };
    return { ...about, status: "fail", message: `has no key: set ${auth.env.join(" or ")}` };
  }
  try {
    const named = auth.env.includes(found.variable) ? readSecret(found.variable, env) : undefined;
    const file = named?.file === undefined ? "" : `, from the file ${named.file}`;
    return { ...about, status: "ok", message: `${found.variable}${file}` };
  } catch (error) {
    if (error instanceof RuntimeError) return { ...about, status: "fail", message: error.message };
    throw error;
  }
}
