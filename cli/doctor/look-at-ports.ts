/** Whether what serves could listen where it is to. */
import { createServer } from "node:net";
import type { DoctorResult } from "../../schemas/doctor.ts";
import type { Look } from "./patient.ts";

export const lookAtPorts: Look = async ({ host, port, operatorPort }) => [
  await portAt(host, port, "--port"),
  await portAt("127.0.0.1", operatorPort, "--operator-port"),
];

async function portAt(host: string, port: number, option: string): Promise<DoctorResult> {
  const about = { area: "ports", subject: `${host}:${port}` } as const;
  const code = await listening(host, port);
  if (code === undefined) return { ...about, status: "ok", message: "is free" };
  if (code !== "EADDRINUSE")
    return { ...about, status: "fail", message: `cannot be listened on (${code}): see --host and ${option}` };
  const isOurs = await isGateway(host, port);
  const message = isOurs
    ? "a gateway serves there already"
    : `is in use: stop what listens there, or choose another with ${option}`;
  return { ...about, status: isOurs ? "warn" : "fail", message };
}

/** What it fails with; undefined where it works. */
function listening(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

async function isGateway(host: string, port: number): Promise<boolean> {
  const at = host.includes(":") ? `[${host}]` : host;
  try {
    const answer = await fetch(`http://${at}:${port}/readyz`, {
      signal: AbortSignal.timeout(2_000),
      redirect: "error",
    });
    await answer.body?.cancel();
    return answer.headers.has("x-pointsman-table");
  } catch {
    return false;
  }
}
