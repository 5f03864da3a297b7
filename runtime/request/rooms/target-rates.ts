/** The rates of targets, and what a request may take of each. */
import type { TargetRates as Rates, TableTargetLimit } from "../../../schemas/target-limit.ts";
import { mostOutput } from "../../../semantics/most-output.ts";
import { tokensAt } from "../../../semantics/tokens/tokens-at.ts";
import type { EmbeddingsRequest } from "../../operations/embeddings/request.ts";
import type { RateAsked } from "../../state/store/limits.ts";
import { ownedKey } from "../owner.ts";
import { partSize } from "../part-size.ts";
import type { ReadyTarget } from "../ready-targets.ts";
import type { AskedFor } from "./rooms.ts";

export type RateName = keyof Rates;

/** What is taken at once and how fast it fills again. */
export interface TargetRate extends Omit<RateAsked, "amount"> {
  readonly name: RateName;
  /** As the overlay says it. */
  readonly said: { readonly most: number; readonly window: number };
}

/** A share of each limit that is not taken at once: what was sent one after the other may arrive closer together. */
const SLACK = 0.02;

/** By target, its own and those of all that is asked with its key; only of those that have some. */
export function ratesByTarget(targets: readonly ReadyTarget[]): Map<ReadyTarget, readonly TargetRate[]> {
  const accounts = Map.groupBy(
    new Map(targets.map(({ provider, endpoint }) => [provider, endpoint.account])),
    ([, account]) => account,
  );
  const byAccount = new Map(
    [...accounts].map(([account, of]) => {
      const limits = of.flatMap(([{ limits = [] }]) => limits);
      return [account, ratesOf(["account", account], limits)] as const;
    }),
  );
  const rates = targets.map((target) => {
    const own = ratesOf(["target", target.id], target.target.limits ?? []);
    return [target, [...own, ...(byAccount.get(target.endpoint.account) ?? [])]] as const;
  });
  return new Map(rates.filter(([, all]) => all.length > 0));
}

/** Of what is said twice the least holds. */
function ratesOf([kind, name]: readonly [string, string], limits: readonly TableTargetLimit[]): TargetRate[] {
  const byKey = new Map<string, TargetRate>();
  for (const { rates, window } of limits) {
    for (const [what, most] of Object.entries(rates) as [RateName, number | undefined][]) {
      if (most === undefined) continue;
      const key = ownedKey([kind, what, String(window)], name);
      if ((byKey.get(key)?.said.most ?? Number.POSITIVE_INFINITY) <= most) continue;
      const atOnce = Math.max(1, most * (1 - SLACK));
      byKey.set(key, { key, name: what, most: atOnce, per: (window * atOnce) / most, said: { most, window } });
    }
  }
  return [...byKey.values()];
}

/** What a request may come to at a target. Of one that may come to more than all of a limit, all of it is taken. */
export function takenOf(rates: readonly TargetRate[], target: ReadyTarget, ask: AskedFor): TargetAsked[] {
  return rates.flatMap((rate) => {
    const { least, most } = amountOf(rate.name, target, ask);
    const amount = least > rate.said.most ? least : Math.min(most, rate.most);
    return amount === 0 ? [] : [{ ...rate, amount }];
  });
}

export type TargetAsked = TargetRate & RateAsked;

interface Amount {
  /** It is expected to come to so much: where a limit has no room for it there will never be any. */
  readonly least: number;
  readonly most: number;
}

function amountOf(name: RateName, target: ReadyTarget, ask: AskedFor): Amount {
  switch (name) {
    case "requests":
      return { least: 1, most: partsOf(target, ask) };
    case "inputTokens":
      return inputOf(target, ask);
    case "outputTokens":
      return { least: 0, most: outputOf(target, ask) };
    case "tokens": {
      const { least, most } = inputOf(target, ask);
      return { least, most: most + outputOf(target, ask) };
    }
    default:
      return name satisfies never;
  }
}

/** Of a request for embeddings, as many as it is asked in. */
function partsOf(target: ReadyTarget, { request }: AskedFor): number {
  if (target.target.kind !== "embedding") return 1;
  const { length } = (request as EmbeddingsRequest).inputs;
  return Math.ceil(length / partSize(length, target, target.dialect.embeddings));
}

function inputOf({ target }: ReadyTarget, { facts }: AskedFor): Amount {
  const { expected, upper } = tokensAt(target, facts.tokens);
  return { least: expected, most: upper };
}

function outputOf({ target }: ReadyTarget, { facts, maxOutputTokens }: AskedFor): number {
  if (target.kind === "embedding") return 0;
  return mostOutput(target, facts, maxOutputTokens) * facts.request.said.choices;
}
