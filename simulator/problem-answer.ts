// A problem as the answer that its dialect makes of it.
import type { Framing } from "./framing.ts";
import type { Problem } from "./problem.ts";
import type { Wire } from "./wire.ts";

export interface ProblemAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Some dialects report a problem as an answer like others, which streams as they do: `framing` says how. */
export function problemAnswer(problem: Problem, wire: Wire, requestId: string, framing?: Framing): ProblemAnswer {
  const { status, headers, body } = wire.toError(problem, requestId);
  const data = JSON.stringify(body);
  if (status !== 200 || !framing)
    return { status, headers: { ...headers, "content-type": "application/json" }, body: data };
  const bytes = [framing.encode({ data, token: false }, 0), framing.end].map((part) => Buffer.from(part));
  return { status, headers: { ...headers, ...framing.headers }, body: Buffer.concat(bytes) };
}
