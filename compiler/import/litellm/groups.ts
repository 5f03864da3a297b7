/** The deployments of one `model_name` as a strategy. */
import { duplicateTarget } from "../../diagnostics/chain/duplicate-target.ts";
import { fractionalWeight } from "../../diagnostics/chain/fractional-weight.ts";
import { zeroWeight } from "../../diagnostics/chain/zero-weight.ts";
import { field, text as textOf } from "../../lower/read.ts";
import type { Span } from "../../source.ts";
import { type Draft, list, map, text } from "../draft.ts";
import type { ImportInput } from "../import-input.ts";
import { amount } from "../settings.ts";
import { type Config, type Deployment, shareOf } from "./config.ts";

/** Deployments in order of `order`; those with the same one share. Undefined when there are none. */
export function strategyOf(deployments: readonly Deployment[], config: Config, input: ImportInput): Draft | undefined {
  const span = deployments[0]?.value.origin.span;
  if (!span) return undefined;
  const byOrder = [...Map.groupBy(deployments, ({ order }) => order ?? Number.POSITIVE_INFINITY)].sort(
    ([a], [b]) => a - b,
  );
  if (byOrder.length > 1) for (const { params } of deployments) input.findings.carried(field(params, "order"));
  const levels = byOrder.map(([, level]) => sharing(withoutTwins(level, input), config, input));
  return levels.length === 1 ? levels[0] : list(levels.flatMap(flat), span);
}

function flat(draft: Draft): readonly Draft[] {
  return draft.kind === "list" ? draft.items : [draft];
}

/** The same model at the same place with the same key is one target. */
function withoutTwins(deployments: readonly Deployment[], { findings }: ImportInput): Deployment[] {
  const seen = new Map<string, Deployment>();
  return deployments.filter((deployment) => {
    const { id } = deployment;
    const first = seen.get(id);
    if (!first) return seen.set(id, deployment);
    const labels = [{ span: first.modelSpan, text: "first named here" }];
    findings.report(duplicateTarget, { id }, deployment.modelSpan, labels);
    return false;
  });
}

function sharing(deployments: readonly Deployment[], config: Config, input: ImportInput): Draft {
  const targets = deployments.map((deployment) => text(deployment.id, deployment.modelSpan));
  const span = deployments[0]!.value.origin.span;
  if (targets.length === 1) return targets[0]!;
  const setting = config.setting("routing_strategy");
  const by = (kind: string, ...options: { key: string; span: Span; value: Draft }[]) =>
    map([{ key: kind, span, value: list(targets, span) }, ...options], span);
  input.findings.carried(setting);
  switch (textOf(setting)) {
    case "latency-based-routing":
      return by("fastest");
    case "cost-based-routing":
      return by("cheapest");
    case "usage-based-routing":
    case "usage-based-routing-v2":
      return deployments.every(hasLimit)
        ? by("balance", { key: "by", span, value: text("room", span) })
        : by("balance");
    case "least-busy":
      return by("balance");
    default:
      return split(deployments, config, input) ?? by("balance");
  }
}

function hasLimit({ params, info }: Deployment): boolean {
  return ["rpm", "tpm"].some((name) => amount(field(params, name) ?? field(info, name)) !== undefined);
}

/** By `weight`, else by `rpm`, else by `tpm`; undefined when the group has none of them. */
function split(deployments: readonly Deployment[], config: Config, { findings }: ImportInput): Draft | undefined {
  const name = ["weight", "rpm", "tpm"].find((share) => deployments.some((one) => shareOf(share, one) !== undefined));
  if (name === undefined) return undefined;
  const shares = deployments.map((one) => shareOf(name, one) ?? 0);
  const unit = name === "weight" ? wholeUnit(shares) : 1;
  const span = deployments[0]!.value.origin.span;
  const parts = deployments.map((deployment, index) => {
    const share = shares[index]!;
    const at = weightSpan(deployment, name);
    const instead = Math.round(share * unit);
    const { id } = deployment;
    if (!at.isWritten) findings.report(zeroWeight, { name: id, unwritten: name }, at.span);
    else if (unit !== 1 && share !== 0) findings.report(fractionalWeight, { weight: share, instead }, at.span);
    return { key: id, span: deployment.modelSpan, value: text(instead, at.span) };
  });
  const split = map([{ key: "split", span, value: map(parts, span) }], span);
  const others = parts.filter(({ value }) => value.value !== 0).map(({ key, span: at }) => text(key, at));
  // A retry goes to another deployment of the group; a split alone has one side.
  return amount(config.setting("num_retries")) === 0 ? split : list([split, ...others], span);
}

function weightSpan({ params, info, modelSpan }: Deployment, name: string): { span: Span; isWritten: boolean } {
  const value = field(params, name) ?? field(info, name);
  return value ? { span: value.origin.span, isWritten: true } : { span: modelSpan, isWritten: false };
}

/** What fractions must be multiplied by to become whole. */
function wholeUnit(shares: readonly number[]): number {
  return [1, 10, 100, 1000].find((unit) => shares.every((share) => isWhole(share * unit))) ?? 10_000;
}

function isWhole(number: number): boolean {
  return Math.abs(number - Math.round(number)) < 1e-9;
}

const strategies: readonly string[] = [
  "simple-shuffle",
  "least-busy",
  "usage-based-routing",
  "usage-based-routing-v2",
  "latency-based-routing",
  "cost-based-routing",
  "auto-router",
];

/** Shares and limits that the strategy does not read, and strategies that there are none of. */
export function checkStrategy(
  byName: ReadonlyMap<string, readonly Deployment[]>,
  config: Config,
  input: ImportInput,
): void {
  const { findings } = input;
  const setting = config.setting("routing_strategy");
  const strategy = setting ? textOf(setting) : "simple-shuffle";
  if (setting && (strategy === undefined || !strategies.includes(strategy))) {
    const how = `the router has no such strategy (it has ${strategies.slice(0, -1).join(", ")}); deployments of a group share`;
    findings.changed("`routing_strategy`", how, setting.origin);
  } else if (setting && [...byName.values()].every(({ length }) => length < 2)) {
    findings.notCarriedOver("`routing_strategy`", "no group has two deployments to choose from", setting.origin);
  }
  for (const deployments of byName.values()) sayShares(deployments, strategy, findings);
}

function sayShares(
  deployments: readonly Deployment[],
  strategy: string | undefined,
  findings: ImportInput["findings"],
): void {
  const shuffles = strategy === undefined || !strategies.includes(strategy) || strategy === "simple-shuffle";
  const name = ["weight", "rpm", "tpm"].find((share) => deployments.some((one) => shareOf(share, one) !== undefined));
  for (const { params, info } of deployments) {
    for (const key of ["weight", "rpm", "tpm"]) {
      const value = field(params, key) ?? field(info, key);
      if (!value || findings.isCarried(value.origin.span)) continue;
      if (shuffles && deployments.length > 1 && key === name) continue;
      const limit = key === "weight" ? undefined : LIMIT;
      const why = shuffles
        ? deployments.length === 1
          ? "the router only shares by it, and the group has one deployment"
          : `the router shares by \`${name}\` in this group`
        : `\`${strategy}\` does not go by it`;
      findings.notCarriedOver(`\`${key}\``, why, value.origin, limit);
    }
  }
}

const LIMIT =
  "To hold it as a limit, write `limits: { requests: …, tokens: …, window: minute }` at the model in catalog.yaml.";
