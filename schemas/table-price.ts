/** What a target costs, as a table says it. Absent is unknown, never zero. */
import * as z from "zod";

/** USD per million tokens, which is micro-USD per token. */
export interface TableRates {
  input?: number | undefined;
  output?: number | undefined;
  cacheRead?: number | undefined;
  cacheWrite?: number | undefined;
  /** Of a cache that lasts an hour. */
  cacheWrite1h?: number | undefined;
  inputAudio?: number | undefined;
  outputAudio?: number | undefined;
  /** Absent: as `output`. */
  reasoning?: number | undefined;
}

export interface TablePrice extends TableRates {
  /** USD for a thousand searches; a request that is searched for pays one for each answer. */
  per1kQueries?: number | undefined;
  /** What the target is known to take or give, and at an unknown rate: the cost of a request with audio is not known. */
  unknown?: ("inputAudio" | "outputAudio")[] | undefined;
  /** Ascending; the last tier whose `above` is below the prompt's tokens holds for the whole request. */
  tiers?: (TableRates & { above: number })[] | undefined;
  /** Ascending by date (UTC); each that has begun replaces the rates that it names. */
  scheduled?: (TableRates & { from: string })[] | undefined;
  /** Replaces the rates that it names whenever no `peak` holds. */
  offPeak?: (TableRates & { peak: TablePeak[] }) | undefined;
  /** By the `service_tier` that a request asks for; where a tier by tokens holds, too, the dearer rate counts. */
  serviceTiers?: Record<string, TableRates> | undefined;
}

/** Hours of some days, UTC. */
export interface TablePeak {
  /** 0 is Sunday. */
  days: number[];
  /** Minutes since midnight: `from` belongs to it, `to` does not. */
  from: number;
  to: number;
}

const usdPerMillion = z.number().nonnegative().optional();
const rates = {
  input: usdPerMillion,
  output: usdPerMillion,
  cacheRead: usdPerMillion,
  cacheWrite: usdPerMillion,
  cacheWrite1h: usdPerMillion,
  inputAudio: usdPerMillion,
  outputAudio: usdPerMillion,
  reasoning: usdPerMillion,
};

const peak: z.ZodType<TablePeak> = z.strictObject({
  days: z.array(z.int().min(0).max(6)),
  from: z.int().min(0).max(1440),
  to: z.int().min(0).max(1440),
});

export const price: z.ZodType<TablePrice> = z.strictObject({
  ...rates,
  per1kQueries: z.number().nonnegative().optional(),
  unknown: z.array(z.enum(["inputAudio", "outputAudio"])).optional(),
  tiers: z.array(z.strictObject({ above: z.int().positive(), ...rates })).optional(),
  scheduled: z.array(z.strictObject({ from: z.string(), ...rates })).optional(),
  offPeak: z.strictObject({ ...rates, peak: z.array(peak) }).optional(),
  serviceTiers: z.record(z.string(), z.strictObject(rates)).optional(),
});
