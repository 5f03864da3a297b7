/** Prices that the configuration sets, and prices that nobody knows. */
import { missingPriceUnderLimit } from "../../diagnostics/catalog/missing-price.ts";
import { priceRange } from "../../diagnostics/catalog/price-range.ts";
import type { Value } from "../../load/value.ts";
import { field } from "../../lower/read.ts";
import { findTarget } from "../../lower/strategy.ts";
import { outOfRange } from "../../overlay/price-bounds.ts";
import type { Span } from "../../source.ts";
import type { ImportInput } from "../import-input.ts";
import { amount } from "../settings.ts";
import { budgetSettings } from "./budgets.ts";
import type { Config, Deployment } from "./config.ts";

interface Written {
  readonly perToken: number;
  readonly value: Value;
  readonly span: Span;
}

const OWN_PRICE = "Write both, for input and output: the price of a model in catalog.yaml is its whole price.";

export function checkPrices(served: readonly Deployment[], config: Config, input: ImportInput): void {
  const hasBudget = budgetSettings(config).length > 0;
  for (const deployment of served) {
    checkRange("input", deployment, input);
    checkRange("output", deployment, input);
    if (hasBudget && !hasPrice(deployment, input)) {
      const because = "the budgets of the configuration cannot count it";
      input.findings.report(missingPriceUnderLimit, { id: deployment.id, because }, deployment.modelSpan);
    }
  }
}

function checkRange(side: "input" | "output", deployment: Deployment, { catalog, findings }: ImportInput): void {
  const name = `${side}_cost_per_token`;
  const written = priceOf(name, deployment);
  if (!written) return;
  const listed = findTarget(deployment.id, catalog)?.model.price;
  const price = written.perToken * 1e6;
  const [strange] = outOfRange({ [side]: price }, listed);
  if (strange) findings.report(priceRange, strange, written.span);
  else if (isSame(price, listed?.[side])) findings.carried(written.value);
  else if (!findings.isCarried(written.span)) {
    findings.notCarriedOver(`\`${name}\``, "the catalog's price is used", written.span, OWN_PRICE);
  }
}

function isSame(a: number, b: number | undefined): boolean {
  return b !== undefined && Math.abs(a - b) <= 1e-6 * Math.max(a, b);
}

/** In `litellm_params`, else in `model_info`. */
function priceOf(name: string, { params, info }: Deployment): Written | undefined {
  const value = field(params, name) ?? field(info, name);
  const perToken = amount(value);
  return value && perToken !== undefined ? { perToken, value, span: value.origin.span } : undefined;
}

function hasPrice(deployment: Deployment, { catalog }: ImportInput): boolean {
  if (priceOf("input_cost_per_token", deployment)) return true;
  return findTarget(deployment.id, catalog)?.model.price?.input !== undefined;
}
