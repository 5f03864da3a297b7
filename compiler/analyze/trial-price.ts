import { trialPrice } from "../diagnostics/catalog/trial-price.ts";
import { diagnose } from "../diagnostics/define.ts";
import { type Check, namedTargets } from "./check.ts";

/** Free targets at providers that sell: the catalog's 0 is a trial there. What an overlay calls free is believed. */
export const checkTrialPrices: Check = ({ policy }) =>
  namedTargets(policy).flatMap(({ target: { id, provider, model }, origin }) => {
    const isFree = model.price?.input === 0 && (model.price.output ?? 0) === 0 && !model.isPriceOwn;
    return isFree && provider.hosting !== "self-hosted" ? [diagnose(trialPrice, { id }, origin)] : [];
  });
