import fc from "fast-check";
import { faultOf } from "./faults.ts";
import type { Gateway } from "./gateway.ts";
import { randomBody } from "./random-bodies.ts";

export interface Tried {
  /** How many were answered, by status. */
  statuses: Map<number, number>;
  /** What fast-check says of the smallest body that is not answered as it should be; undefined: there is none. */
  report: string | undefined;
}

/** `each` is told of every body that was sent. */
export async function tryRandom(
  gateway: Gateway,
  { seed, runs }: { seed: number; runs: number },
  each: () => void = () => {},
): Promise<Tried> {
  const statuses = new Map<number, number>();
  const property = fc.asyncProperty(randomBody, async ({ one, body }) => {
    const before = gateway.faults.length + gateway.unreadable.length;
    const reply = await gateway.post(one.path, JSON.stringify(body));
    statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
    each();
    const fault = faultOf(reply, one.protocol);
    const logged = [...gateway.faults, ...gateway.unreadable].slice(before);
    if (fault !== undefined || logged.length > 0)
      throw new Error([fault, reply.status, reply.text.slice(0, 500), ...logged].join("\n"));
  });
  const details = await fc.check(property, { seed, numRuns: runs, includeErrorInReport: true });
  return { statuses, report: details.failed ? await fc.asyncDefaultReportMessage(details) : undefined };
}
