/** Requests that wait for a place at a target: how many, and for how long. */
import * as z from "zod";
import { duration } from "./policy-attempts.ts";

/** As an overlay says it. */
export interface LineDocument {
  most: number;
  /** With its unit. */
  wait: string;
}

export interface TableLine {
  most: number;
  /** Milliseconds. */
  wait: number;
}

const most = z.int().positive().max(100_000);

export const lineDocument: z.ZodType<LineDocument> = z.strictObject({
  most: most.meta({ description: "Requests that wait at the same time." }),
  wait: duration.meta({ description: "How long each waits at most, before it goes onward." }),
});

export const tableLine: z.ZodType<TableLine> = z.strictObject({ most, wait: z.number().positive() });
