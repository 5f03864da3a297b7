// What a provider bills for its answers, whether or not anyone reads them.
import type { IncomingHttpHeaders } from "node:http";
import type { Billed, Reply } from "./wire.ts";

export interface BillLine extends Billed {
  /** The request, as the headers of its answer name it. */
  readonly id: string;
  /** The trace that the request belongs to, where it says so: 32 digits of its `traceparent`. */
  readonly trace?: string;
  readonly model: string;
}

/**
 * What one answer is billed with; undefined where nothing is. A whole one is made whether or not its client waits for it; of a stream
 * that ended early it is what was made until then, where `paced` pieces have been waited for.
 */
export function billedOf({ billed, events }: Reply, paced: number, isStream: boolean): Billed | undefined {
  if (billed === undefined || !isStream || paced >= billed.output) return billed;
  let pieces = 0;
  for (const { token } of events()) if (token) pieces++;
  // What is thought and not told is made before the first piece.
  const output = paced === 0 ? 0 : billed.output - (pieces - paced);
  return { ...billed, output, reasoning: Math.min(billed.reasoning, output) };
}

export function traceOf({ traceparent }: IncomingHttpHeaders): { trace?: string } {
  const [, trace] = /^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(String(traceparent)) ?? [];
  return trace === undefined ? {} : { trace };
}
