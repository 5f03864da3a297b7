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
  const levels = [...Map.groupBy(deployments, ({ order }) => order ?? Number.POSITIVE_INFINITY)]
    .sort(([a], [b]) => a - b)
    .map(([, level]) => sharing(withoutTwins(level, input), config, input));
  return levels.length === 1 ? levels[0] : list(levels.flatMap(flat), span);
}

function flat(draft: Draft): readonly Draft[] {
  return draft.kind === "list" ? draft.items : [draft];
}

/** The same model with another key or at another address is one target here. */
function withoutTwins(deployments: readonly Deployment[], { findings }: ImportInput): Deployment[] {
  const seen = new Map<string, Deployment>();
  return deployments.filter((deployment) => {
    const id = deployment.id;
    const first = seen.get(id);
    if (!first) return seen.set(id, deployment);
    const labels = [{ span: first.modelSpan, text: "first named here" }];
    if (credentials(deployment) === credentials(first)) {
      findings.report(duplicateTarget, { id }, deployment.modelSpan, labels);
    } else {
      const why = `\`${id}\` is one target with one address and one key`;
      findings.notCarriedOver("a second deployment of the same model", why, deployment.modelSpan);
    }
    return false;
  });
}

function credentials({ params }: Deployment): string {
  return ["api_base", "api_key", "aws_region_name", "vertex_location", "vertex_project"]
    .map((name) => textOf(field(params, name)) ?? "")
    .join(" ");
}

function sharing(deployments: readonly Deployment[], config: Config, input: ImportInput): Draft {
  const targets = deployments.map((deployment) => text(deployment.id, deployment.modelSpan));
  const span = deployments[0]!.value.origin.span;
  if (targets.length === 1) return targets[0]!;
  const by = (kind: string) => map([{ key: kind, span, value: list(targets, span) }], span);
  switch (textOf(config.setting("routing_strategy"))) {
    case "latency-based-routing":
      return by("fastest");
    case "cost-based-routing":
      return by("cheapest");
    case undefined:
    case "simple-shuffle":
      return split(deployments, config, input) ?? by("balance");
    default:
      return by("balance");
  }
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

function weightSpan({ params, modelSpan }: Deployment, name: string): { span: Span; isWritten: boolean } {
  const value = field(params, name);
  return value ? { span: value.origin.span, isWritten: true } : { span: modelSpan, isWritten: false };
}

/** What fractions must be multiplied by to become whole. */
function wholeUnit(shares: readonly number[]): number {
  return [1, 10, 100, 1000].find((unit) => shares.every((share) => isWhole(share * unit))) ?? 10_000;
}

function isWhole(number: number): boolean {
  return Math.abs(number - Math.round(number)) < 1e-9;
}
