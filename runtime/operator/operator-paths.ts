/** What the operator's listener serves. What is seldom asked for is loaded when it is. */
import type { Paths, Serve } from "../http/server.ts";
import type { Running } from "../running.ts";
import { healthz } from "./healthz.ts";
import { readyz } from "./readyz.ts";

export function operatorPaths(running: Running): Paths {
  const canaries = later(async () => (await import("./canaries.ts")).canaries(running));
  const turn = (state: "on" | "back") => later(async () => (await import("./canaries.ts")).turnCanary(running, state));
  return {
    "/healthz": { GET: healthz },
    "/readyz": { GET: readyz(running, { toOperator: true }) },
    "/caches": { GET: later(async () => (await import("./caches.ts")).caches(running)) },
    "/canaries": { GET: canaries },
    "/canaries/on": { POST: turn("on") },
    "/canaries/back": { POST: turn("back") },
    "/shadows": { GET: later(async () => (await import("./shadows.ts")).shadows(running)) },
    ...(running.metrics && { "/metrics": { GET: measured(running, running.metrics) } }),
    "/sides": { GET: later(async () => (await import("./sides.ts")).sides(running)) },
  };
}

function measured(running: Running, own: NonNullable<Running["metrics"]>): Serve {
  let loaded: Promise<Serve> | undefined;
  return later(() => {
    loaded ??= import("./metrics.ts").then(({ metrics }) => metrics(running, own));
    return loaded;
  });
}

function later(load: () => Promise<Serve>): Serve {
  return async (call) => (await load())(call);
}
