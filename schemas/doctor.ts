/** What `pointsman doctor --format json` prints: what was looked at, and what will not work. */
import * as z from "zod";

export type DoctorArea =
  | "table"
  | "catalog"
  | "clock"
  | "secrets"
  | "variables"
  | "network"
  | "ports"
  | "store"
  | "keys"
  | "models";

/** One thing that was looked at. */
export interface DoctorResult {
  readonly area: DoctorArea;
  /** What it is about: a provider, a key, an address. */
  readonly subject: string;
  /** `warn`: it works, but perhaps not as it is meant to. */
  readonly status: "ok" | "warn" | "fail";
  /** What was found, and where something is to be done what that is. */
  readonly message: string;
}

export interface DoctorReport {
  readonly source: string;
  readonly failed: number;
  readonly warned: number;
  readonly results: readonly DoctorResult[];
}

const areas = [
  "table",
  "catalog",
  "clock",
  "secrets",
  "variables",
  "network",
  "ports",
  "store",
  "keys",
  "models",
] as const;

const result: z.ZodType<DoctorResult> = z.strictObject({
  area: z.enum(areas),
  subject: z.string(),
  status: z.enum(["ok", "warn", "fail"]),
  message: z.string(),
});

export const doctor: z.ZodType<DoctorReport> = z.strictObject({
  source: z.string(),
  failed: z.int().nonnegative(),
  warned: z.int().nonnegative(),
  results: z.array(result),
});
