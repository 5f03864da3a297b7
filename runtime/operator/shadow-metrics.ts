/** What shadows and their judges came to, out of the figures that `/shadows` has. */
import type { ScoresReport } from "../../schemas/shadow-scores.ts";
import type { ComparisonReport, ShadowReport } from "../../schemas/shadows.ts";
import type { Running } from "../running.ts";

type Registry = NonNullable<Running["metrics"]>["registry"];
type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

interface Pair {
  /** `beside`: the target that answered. */
  readonly labels: Readonly<Record<string, string>>;
  readonly figures: ComparisonReport;
}

export function ofShadows(running: Running, registry: Registry): void {
  const reports = (): readonly ShadowReport[] => running.shadows?.report.shadows ?? [];
  const pairs = (): Pair[] => reports().flatMap(pairsOf);
  ofAsking(registry, reports, pairs);
  ofAnswers(registry, pairs);
  ofScores(registry, pairs);
}

function pairsOf({ route, shadow = "", beside }: ShadowReport): Pair[] {
  return beside.map((figures) => ({ labels: { route, shadow, beside: figures.target }, figures }));
}

function ofAsking(registry: Registry, reports: () => readonly ShadowReport[], pairs: () => Pair[]): void {
  registry.observed("pointsman_shadow_requests_total", "counter", "Requests that a shadow was asked.", () =>
    pairs().map(({ labels, figures }) => [labels, figures.asked]),
  );
  registry.observed("pointsman_shadow_failures_total", "counter", "Of these, those that failed.", () =>
    pairs().flatMap(({ labels, figures }) => byClass(labels, figures.failed)),
  );
  registry.observed("pointsman_shadow_skips_total", "counter", "Requests that were drawn and had no shadow.", () =>
    reports().flatMap(({ route, shadow = "", skipped }) =>
      Object.entries(skipped).map(([reason, count]): Sample => [{ route, shadow, reason }, count]),
    ),
  );
  registry.observed("pointsman_shadow_cost_usd_total", "counter", "Of answers whose cost is known.", () =>
    pairs().map(({ labels, figures }) => [labels, figures.spent]),
  );
}

function ofAnswers(registry: Registry, pairs: () => Pair[]): void {
  registry.observed("pointsman_shadow_compared_total", "counter", "Pairs of answers that could be read.", () =>
    pairs().map(({ labels, figures }) => [labels, figures.compared]),
  );
  registry.observed("pointsman_shadow_same_finish_total", "counter", "Of these, those that end alike.", () =>
    pairs().map(({ labels, figures }) => [labels, figures.finish.same]),
  );
  registry.observed(
    "pointsman_shadow_time_to_first_chunk_difference_seconds",
    "summary",
    "By how much the shadow's is later, over the last thousand pairs.",
    () =>
      pairs().flatMap(({ labels, figures: { firstToken } }) => {
        if (!firstToken) return [];
        const { p50, p95 } = firstToken.difference;
        const at = (quantile: string, ms: number): Sample => [{ ...labels, quantile }, ms / 1_000];
        return [at("0.5", p50), at("0.95", p95)];
      }),
  );
}

function ofScores(registry: Registry, pairs: () => Pair[]): void {
  const each = (read: (scores: ScoresReport, labels: Pair["labels"]) => readonly Sample[]) => () =>
    pairs().flatMap(({ labels, figures: { scores } }) =>
      scores ? read(scores, { ...labels, judge: scores.judge }) : [],
    );
  registry.observed(
    "pointsman_shadow_verdicts_total",
    "counter",
    "What judges said of the shadow's answer, beside the other one.",
    each(({ wins, ties, losses }, labels) =>
      Object.entries({ wins, ties, losses }).map(([verdict, count]) => [{ ...labels, verdict }, count]),
    ),
  );
  registry.observed(
    "pointsman_shadow_score",
    "gauge",
    "Mean, from 0 to 10, of each side.",
    each(({ shadow, beside }, labels) =>
      Object.entries({ shadow, beside }).flatMap(([side, mean]) =>
        mean === undefined ? [] : [[{ ...labels, side }, mean]],
      ),
    ),
  );
  registry.observed(
    "pointsman_shadow_judge_failures_total",
    "counter",
    "Judges that gave no scores.",
    each(({ failed, unreadable }, labels) => byClass(labels, { ...failed, ...(unreadable > 0 && { unreadable }) })),
  );
  registry.observed(
    "pointsman_shadow_judge_cost_usd_total",
    "counter",
    "Of what judges said, where it is known.",
    each(({ spent }, labels) => [[labels, spent]]),
  );
}

function byClass(labels: Pair["labels"], counts: Readonly<Record<string, number>>): Sample[] {
  return Object.entries(counts).map(([name, count]) => [{ ...labels, error_type: name }, count]);
}
