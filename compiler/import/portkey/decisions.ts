/** Which target serves which request: conditions as rules, and a rule for each model where targets leave it to the request. */
import { servesChat } from "../../catalog/serves-chat.ts";
import { closest } from "../../diagnostics/closest.ts";
import { unknownGroup } from "../../diagnostics/name/unknown-group.ts";
import type { Value } from "../../load/value.ts";
import { items, text as textOf } from "../../lower/read.ts";
import { type Draft, list, map, plain, text } from "../draft.ts";
import { conditionOf } from "./conditions.ts";
import { leavesOf, modeOf, ofStrategy, part, targetsOf } from "./parts.ts";
import { type Strategies, strategyOf } from "./strategies.ts";
import { siteOf } from "./targets.ts";

export interface Decisions {
  readonly rules: Draft | undefined;
  /** Undefined where nothing is left. */
  readonly otherwise: Draft | undefined;
  /** It asks for the model that the client named. */
  readonly takesAny: boolean;
}

/** More models than these make a list that nobody reads. */
const MOST = 60;

export function decisionsOf(root: Value, strategies: Strategies): Decisions {
  const steps = stepsOf(root, strategies);
  const rules = steps.flatMap((step) => rulesOf(step, strategies));
  const last = steps.at(-1);
  const asksForModel = steps.some((step) => step.asksForModel || isOpen(step.use, strategies));
  const span = root.origin.span;
  const end = last && last.condition === undefined ? last.use : undefined;
  const fixed = end && !isOpen(end, strategies) ? strategyOf(end, strategies) : undefined;
  const open = end && rules.some(({ isOpen }) => isOpen) ? NONE : undefined;
  const many = end && !fixed && !open ? openTarget(end, strategies) : undefined;
  const drafted = rules.map(({ draft }) => draft);
  return {
    rules: drafted.length > 0 ? list(drafted, span) : undefined,
    otherwise: fixed ?? (open ? plain(open, span) : many) ?? (drafted.length > 0 ? plain(NONE, span) : undefined),
    takesAny: asksForModel,
  };
}

const NONE = { reject: 404, message: "There is no such model." };

interface Step {
  /** Undefined: for all that no earlier one takes. */
  readonly condition: string | undefined;
  readonly use: Value;
  readonly asksForModel: boolean;
  readonly at: Value;
}

function stepsOf(root: Value, { input, metadata }: Strategies): Step[] {
  if (modeOf(root) !== "conditional") return [{ condition: undefined, use: root, asksForModel: false, at: root }];
  const { findings } = input;
  const named = new Map(targetsOf(root).map((target) => [textOf(part(target, "name")) ?? "", target]));
  const target = (name: Value | undefined): Value | undefined => {
    const found = named.get(textOf(name) ?? "");
    findings.carried(found && name, found && part(found, "name"));
    if (name && !found) {
      const written = String(textOf(name));
      findings.report(unknownGroup, { name: written, closest: closest(written, named.keys()) }, name.origin);
    }
    return found;
  };
  const steps = items(ofStrategy(root, "conditions")).flatMap((item): Step[] => {
    const query = part(item, "query");
    const use = target(part(item, "then"));
    if (!query || !use) {
      const why = query ? "no target has the name that it leads to" : "it has no `query`";
      findings.notCarriedOver("this condition", why, item.origin);
      return [];
    }
    const asked = conditionOf(query, findings);
    const { span } = query.origin;
    if (asked.condition === undefined) {
      findings.notCarriedOver("this condition", "a part of it cannot be said, so its rule is left out", query.origin);
      return [];
    }
    for (const key of asked.metadata) metadata.set(key, { key, span, value: text("string", span) });
    return [{ condition: asked.condition, use, asksForModel: asked.asksForModel, at: item }];
  });
  const otherwise = target(ofStrategy(root, "default"));
  const led = new Set([...steps.map(({ use }) => use), otherwise]);
  for (const one of targetsOf(root)) {
    if (!led.has(one)) findings.notCarriedOver("this target", "no condition leads to it", one.origin);
  }
  return otherwise ? [...steps, { condition: undefined, use: otherwise, asksForModel: false, at: otherwise }] : steps;
}

interface Rule {
  readonly draft: Draft;
  /** For one of the models that clients may name. */
  readonly isOpen: boolean;
}

function rulesOf(step: Step, strategies: Strategies): Rule[] {
  const { condition, use, at } = step;
  const { span } = at.origin;
  if (!isOpen(use, strategies)) {
    const action = condition === undefined ? undefined : strategyOf(use, strategies);
    return action ? [{ draft: rule(condition!, action, span), isOpen: false }] : [];
  }
  const models = modelsOf(use, strategies);
  if (models.length > MOST || models.length === 0)
    return condition === undefined ? [] : openRule(condition, use, strategies);
  return models.flatMap((model): Rule[] => {
    const action = strategyOf(use, { ...strategies, input: { ...strategies.input, asked: model } });
    const asks = `r.model === ${JSON.stringify(model)}`;
    const when = condition === undefined ? asks : `(${condition}) && ${asks}`;
    return action ? [{ draft: rule(when, action, span), isOpen: true }] : [];
  });
}

function openRule(condition: string, use: Value, strategies: Strategies): Rule[] {
  return [{ draft: rule(condition, openTarget(use, strategies), use.origin.span), isOpen: false }];
}

function rule(when: string, use: Draft, span: Draft["span"]): Draft {
  const entries = [
    { key: "when", span, value: text(when, span) },
    { key: "use", span: use.span, value: use },
  ];
  return map(entries, span);
}

function isOpen(value: Value, { input }: Strategies): boolean {
  return leavesOf(value).some((leaf) => siteOf(leaf, input).model === undefined);
}

/** What clients may ask for: the current chat models of the providers that take the request's model. */
function modelsOf(value: Value, { input }: Strategies): string[] {
  const whole = input.own.over(input.catalog);
  const found = leavesOf(value).flatMap((leaf) => {
    const { provider, model } = siteOf(leaf, input);
    if (model !== undefined) return [];
    return whole.modelIds(provider).filter((id) => {
      const known = whole.model(provider, id);
      return known && servesChat(known) && !["retired", "deprecated", "legacy"].includes(known.status ?? "");
    });
  });
  return [...new Set(found)];
}

/** A place that only the team can fill in: the policy does not compile until it is. */
function openTarget(value: Value, { input }: Strategies): Draft {
  const leaf = leavesOf(value).find((one) => siteOf(one, input).model === undefined) ?? value;
  const { provider, span } = siteOf(leaf, input);
  const why = "it takes the model from the request, and a policy names the models that may be asked for";
  const instead = 'Write the model in place of the `?`, or a rule for each: `when: r.model === "…"`.';
  input.findings.notCarriedOver("the model of this target", why, span, instead);
  return text(`${provider}/?`, span);
}
