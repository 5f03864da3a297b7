/** `model_name` with a `*`: one fixed model for many names, or the provider's models by their own names. */
import { servesChat } from "../../catalog/serves-chat.ts";
import { ambiguousWildcard } from "../../diagnostics/name/ambiguous-wildcard.ts";
import type { Catalog } from "../../load/catalog/open-catalog.ts";
import { field } from "../../lower/read.ts";
import { type Draft, list, map, plain, text } from "../draft.ts";
import type { Findings } from "../findings.ts";
import type { Deployment } from "./config.ts";

/** More models than this make a list that nobody reads. */
const MOST = 30;

export function isWildcard(name: string): boolean {
  return name.includes("*");
}

/**
 * The models of a wildcard that passes the name on, such as `anthropic/*`: a rule for each that no other of the names
 * takes; "many" when there are too many or none.
 */
export function passedOn(
  deployments: readonly Deployment[],
  names: readonly string[],
  catalog: Catalog,
): { rules: Draft; otherwise: Draft } | "many" {
  const deployment = deployments[0]!;
  const { modelSpan: span } = deployment;
  const id = deployment.id;
  const provider = id.slice(0, id.indexOf("/"));
  const [start = "", end = ""] = id.slice(provider.length + 1).split("*");
  const before = beginning(deployment.group);
  const asks = (model: string): string => `${before}${model.slice(start.length)}`;
  const models = catalog.modelIds(provider).filter((model) => {
    const found = catalog.model(provider, model);
    const serves = found !== undefined && servesChat(found);
    const isOwn = !names.some((name) => isTakenBy(name, asks(model), before));
    return (
      model.startsWith(start) &&
      model.endsWith(end) &&
      serves &&
      isOwn &&
      !["retired", "deprecated", "legacy"].includes(found?.status ?? "")
    );
  });
  if (models.length > MOST || models.length === 0) return "many";
  const rules = models.map((model) => {
    const entries = [
      { key: "when", span, value: text(`r.model === ${JSON.stringify(asks(model))}`, span) },
      { key: "use", span, value: servedBy(deployments, model.slice(start.length, model.length - end.length)) },
    ];
    return map(entries, span);
  });
  return { rules: list(rules, span), otherwise: plain({ reject: 404, message: "There is no such model." }, span) };
}

/** An exact name wins, and so does a wildcard with more before its `*`. */
function isTakenBy(name: string, asked: string, before: string): boolean {
  if (!isWildcard(name)) return name === asked;
  return beginning(name).length > before.length && asked.startsWith(beginning(name));
}

function beginning(group: string): string {
  return group.replace(/\*.*$/, "");
}

/** What of the deployments the rules follow. */
export function carriedOf(deployments: readonly Deployment[], findings: Findings): void {
  for (const { params } of deployments) findings.carried(field(params, "order"), field(params, "model"));
}

/** What stands for the `*` at each deployment: in order where the original says so, else shared. */
function servedBy(deployments: readonly Deployment[], tail: string): Draft {
  const inOrder = deployments.toSorted((a, b) => (a.order ?? Number.MAX_VALUE) - (b.order ?? Number.MAX_VALUE));
  const targets = inOrder.map(({ id, modelSpan }) => text(id.replace("*", tail), modelSpan));
  const [first] = targets;
  if (targets.length === 1) return first!;
  const { span } = first!;
  const isOrdered = deployments.some(({ order }) => order !== undefined);
  return isOrdered ? list(targets, span) : map([{ key: "balance", span, value: list(targets, span) }], span);
}

/** Wildcards that overlap each other or an exact name, where they lead elsewhere. */
export function checkWildcards(deployments: readonly Deployment[], findings: Findings): void {
  const wild = deployments.filter(({ group }) => isWildcard(group));
  for (const deployment of wild) {
    const earlier = deployments.slice(0, deployments.indexOf(deployment));
    for (const other of deployments) {
      const isPair = isWildcard(other.group) && !earlier.includes(other);
      if (other === deployment || isPair || !overlap(deployment.group, other.group)) continue;
      if (passes(deployment) && passes(other) && sameEnd(deployment, other)) continue;
      const [winner, loser] = winnerOf(deployment, other);
      const now =
        winner.group === loser.group
          ? "Here one name leads to one place: they share its requests as the deployments of one group."
          : `Here \`${winner.group}\` wins.`;
      const labels = [{ span: other.groupSpan, text: "fits, too" }];
      findings.report(
        ambiguousWildcard,
        { name: deployment.group, other: other.group, now },
        deployment.groupSpan,
        labels,
      );
    }
  }
}

function overlap(a: string, b: string): boolean {
  const [start, other] = [beginning(a), beginning(b)];
  return isWildcard(b) ? start.startsWith(other) || other.startsWith(start) : b.startsWith(start);
}

function passes({ model }: Deployment): boolean {
  return isWildcard(model);
}

function sameEnd(a: Deployment, b: Deployment): boolean {
  return a.model === b.model && a.group !== b.group;
}

function winnerOf(a: Deployment, b: Deployment): [Deployment, Deployment] {
  if (!isWildcard(b.group)) return [b, a];
  return a.group.length >= b.group.length ? [a, b] : [b, a];
}
