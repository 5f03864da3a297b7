/** What `pointsman rehearse --json` prints: what clients would have seen, beside the same load without faults. Durations are milliseconds. */
import * as z from "zod";

export type Quantiles = Readonly<Record<"p50" | "p95" | "p99", number>>;

/** What a load came to, in figures. */
export interface Measures {
  readonly requests: number;
  readonly answered: number;
  /** By the policy itself: nobody was asked. */
  readonly refused: number;
  readonly failed: number;
  /** Of those that the policy did not refuse, from 0 to 1; 1 where there are none. */
  readonly success: number;
  /** What clients were told, and how many of them. */
  readonly errors: Readonly<Record<string, number>>;
  readonly refusals: Readonly<Record<string, number>>;
  /** Of what was answered; `firstToken` of streams. Absent where there is nothing to measure. */
  readonly latency: { readonly firstToken?: Quantiles | undefined; readonly total?: Quantiles | undefined };
  readonly costUsd: number;
  /** Of the cost: what targets may be billed with that hedges broke off. Absent: none were. */
  readonly unsettledUsd?: number | undefined;
  /** Of those with a known cost. */
  readonly costPerAnswerUsd?: number | undefined;
  /** Answers whose cost is not known. */
  readonly unpriced: number;
  readonly attempts: number;
  /** By `route: rule`. */
  readonly rules: Readonly<Record<string, number>>;
  readonly targets: Readonly<Record<string, TargetMeasures>>;
}

export interface TargetMeasures {
  readonly answered: number;
  readonly tried: number;
  /** By class. */
  readonly failures: Readonly<Record<string, number>>;
}

export interface RehearsalReport {
  readonly format: "pointsman-rehearsal";
  readonly version: 1;
  /** Providers, time and load: nothing was sent anywhere. */
  readonly simulated: true;
  readonly source: string;
  readonly table: string;
  readonly seed: number;
  readonly at: string;
  readonly faults: readonly string[];
  readonly load: { readonly rate: string; readonly forMs: number; readonly requests: number };
  readonly withoutFaults: Measures;
  readonly withFaults: Measures;
  readonly change: RehearsalChange;
  readonly thresholds: readonly RehearsalVerdict[];
}

export interface RehearsalChange {
  /** Of both figures: with faults ÷ without. Absent where one is not known. */
  readonly firstToken?: Quantiles | undefined;
  readonly total?: Quantiles | undefined;
  readonly costPerAnswer?: number | undefined;
  /** Requests that were answered in both runs, but later by at least 50 ms under the faults, and by how much. */
  readonly later: { readonly requests: number; readonly p50?: number | undefined; readonly p95?: number | undefined };
  /** Requests that another target answered than without faults; `cost`: of those, with faults ÷ without. */
  readonly elsewhere: { readonly requests: number; readonly cost?: number | undefined };
}

export type RehearsalThreshold = "success" | "costIncrease" | `${"firstToken" | "total"}.${keyof Quantiles}`;

export interface RehearsalVerdict {
  readonly threshold: RehearsalThreshold;
  /** As it was written. */
  readonly bound: string;
  /** Absent where there was nothing to measure. */
  readonly value?: number | undefined;
  readonly held: boolean;
}

const thresholdNames: readonly RehearsalThreshold[] = [
  "success",
  "costIncrease",
  "firstToken.p50",
  "firstToken.p95",
  "firstToken.p99",
  "total.p50",
  "total.p95",
  "total.p99",
];

const count = z.int().nonnegative();
const amount = z.number().nonnegative();
const counts = z.record(z.string(), count);
const quantiles: z.ZodType<Quantiles> = z.strictObject({ p50: amount, p95: amount, p99: amount });
const share = z.number().min(0).max(1);

const measures: z.ZodType<Measures> = z.strictObject({
  requests: count,
  answered: count,
  refused: count,
  failed: count,
  success: share.meta({ description: "Of the requests that the policy did not refuse." }),
  errors: counts.meta({ description: "What clients were told, and how many of them." }),
  refusals: counts,
  latency: z
    .strictObject({ firstToken: quantiles.optional(), total: quantiles.optional() })
    .meta({ description: "Milliseconds, of what was answered; the first token of streams." }),
  costUsd: amount,
  unsettledUsd: amount.optional().meta({ description: "Of the cost: what hedges broke off." }),
  costPerAnswerUsd: amount.optional(),
  unpriced: count.meta({ description: "Answers whose cost is not known." }),
  attempts: count,
  rules: counts.meta({ description: "Requests, by `route: rule`." }),
  targets: z.record(z.string(), z.strictObject({ answered: count, tried: count, failures: counts })),
});

const change: z.ZodType<RehearsalChange> = z.strictObject({
  firstToken: quantiles.optional(),
  total: quantiles.optional(),
  costPerAnswer: amount.optional(),
  later: z
    .strictObject({ requests: count, p50: amount.optional(), p95: amount.optional() })
    .meta({ description: "Answers that came later than without the faults, by at least 50 ms, and by how much." }),
  elsewhere: z
    .strictObject({ requests: count, cost: amount.optional() })
    .meta({ description: "Answers of another target than without the faults; their cost, with faults ÷ without." }),
});

export const rehearsal: z.ZodType<RehearsalReport> = z
  .strictObject({
    format: z.literal("pointsman-rehearsal"),
    version: z.literal(1),
    simulated: z.literal(true),
    source: z.string(),
    table: z.string().regex(/^sha256-[0-9a-f]{64}$/),
    seed: count,
    at: z.iso.datetime(),
    faults: z.array(z.string()),
    load: z.strictObject({ rate: z.string(), forMs: amount, requests: count }),
    withoutFaults: measures,
    withFaults: measures,
    change: change.meta({ description: "Ratios are of the figure with faults to the one without." }),
    thresholds: z.array(
      z.strictObject({
        threshold: z.enum(thresholdNames),
        bound: z.string(),
        value: z.number().optional(),
        held: z.boolean(),
      }),
    ),
  })
  .meta({ title: "Pointsman rehearsal" });
