import type { Target } from "./ir.ts";

/** What is known by name; undefined: nothing, for now. */
export type Known = Readonly<Record<string, string | number | boolean | undefined>>;

/** The plain fields of `t`, as claims are made of them and as findings show them. */
export function targetFields({ id, provider, modelId, model, quality }: Target): Known {
  return {
    id,
    provider: id.slice(0, id.indexOf("/")),
    model: modelId,
    dialect: provider.dialect,
    jurisdiction: provider.jurisdiction,
    region: provider.region ?? model.region,
    retention: provider.retentionDays,
    context: model.context,
    maxOutput: model.maxOutput,
    quality,
  };
}
