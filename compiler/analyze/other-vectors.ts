import { otherVectors } from "../diagnostics/chain/other-vectors.ts";
import { diagnose } from "../diagnostics/define.ts";
import type { Action, PolicyIr, Target } from "../lower/ir.ts";
import type { Check } from "./check.ts";
import { reached } from "./reached.ts";
import { actionOf, actionsOf, partsOf } from "./strategies.ts";

/** Embedding models that serve the same requests, and whose vectors cannot be compared. */
export const checkVectors: Check = ({ policy }) =>
  [...actionsOf(policy).map((action) => [action]), ...withCandidates(policy)].flatMap((actions) => {
    const named = actions.flatMap((action) => (action.kind === "use" ? reached(action.strategy, policy) : []));
    const targets = named.filter(({ target }) => target.model.kind === "embedding");
    const [first, ...others] = targets;
    if (!first) return [];
    return others.flatMap(({ target, origin }) => {
      const why = difference(first.target, target);
      const labels = [{ span: first.origin.span, text: "the first" }];
      return why === undefined
        ? []
        : [diagnose(otherVectors, { id: target.id, first: first.target.id, why }, origin, labels)];
    });
  });

/** Where a canary is written: what serves first, and the candidate. */
function withCandidates({ routes }: PolicyIr): Action[][] {
  return routes.flatMap((route) =>
    [
      ...route.rules.map(({ action, canary }) => [action, canary] as const),
      [route.otherwise, undefined] as const,
    ].flatMap(([action, own]) => {
      const canary = own ?? route.canary;
      return canary ? [[firstOf(action), actionOf(canary)].filter((one) => one !== undefined)] : [];
    }),
  );
}

/** What of the action is told apart from the candidate: its first target. */
function firstOf(action: Action): Action | undefined {
  if (action.kind !== "use") return undefined;
  let { strategy } = action;
  for (let part = partsOf(strategy)[0]; part; part = partsOf(strategy)[0]) strategy = part;
  return { ...action, strategy };
}

/** Why the vectors of two models are of two kinds; undefined where they are of one. */
function difference({ model: a, ...first }: Target, { model: b, ...other }: Target): string | undefined {
  if (a.creator !== b.creator) return "it is another maker's";
  if (a.family !== b.family) return "it is of another family";
  const areOther = a.dims !== undefined && b.dims !== undefined && a.dims !== b.dims;
  if (areOther) return `they have ${b.dims} numbers, not ${a.dims}`;
  const isSame = nameOf(a.like ?? first.modelId, a.creator) === nameOf(b.like ?? other.modelId, b.creator);
  return isSame ? undefined : "it is another model";
}

/** Providers put the maker before a model's name, and a version behind it. */
function nameOf(id: string, creator: string | undefined): string {
  const name = id.slice(id.lastIndexOf("/") + 1).toLowerCase();
  const own = creator !== undefined && name.startsWith(`${creator}.`) ? name.slice(creator.length + 1) : name;
  return own.replace(/:\d+$/, "").replace(/\.0$/, "");
}
