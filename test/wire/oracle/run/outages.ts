/** Whether a request that was served when all were well is served when some are down, as the claims say. */

import type { Random } from "../../../agreement/random.ts";
import { answering } from "../check/answering.ts";
import type { Exchange, Violation } from "../check/violation.ts";
import { type Claim, holdsOf } from "../policy/claims.ts";
import type { WireRoute } from "../policy/policy.ts";
import type { WireModel } from "../policy/world.ts";
import type { Fault } from "../upstream/desk.ts";
import type { Trouble } from "./session.ts";

/** A claim, and what is down to try it. */
export interface Outage {
  readonly claim: Claim;
  readonly trouble: Trouble;
  readonly isDown: (model: WireModel) => boolean;
}

/** By failure class of a route's `fallbackOn`: how such an outage looks. */
const looks: Readonly<Record<string, readonly Fault[]>> = {
  "rate-limited": ["429"],
  overloaded: ["503", "529"],
  "server-error": ["500"],
};

/** What is tried of one exchange that went well. */
export function outagesFor(random: Random, exchange: Exchange): Outage[] {
  const { compiled, asked, route } = exchange;
  const answered = answering(exchange)?.model;
  if (!route || !answered) return [];
  const models = compiled.policy.world.models;
  const about = compiled.proved.filter(({ when }) => !when || when.holds?.(asked));
  return about.flatMap((claim): Outage[] => {
    // The dearest way to fail: each attempt is billed, and made again.
    if (claim.kind === "spends")
      return random.once(4) ? [{ claim, isDown: () => true, trouble: () => "truncated" }] : [];
    const isDown = downFor(random, claim, answered, models);
    const fault = isDown && faultFor(random, claim, route);
    // Where no failure goes on, the one that answers must be one of which it holds.
    if (!isDown || (!fault && claim.kind !== "some")) return [];
    return [{ claim, isDown, trouble: (_, model) => (model && isDown(model) ? fault : undefined) }];
  });
}

function downFor(
  random: Random,
  claim: Claim,
  answered: WireModel,
  models: readonly WireModel[],
): ((model: WireModel) => boolean) | undefined {
  if (claim.kind === "some") return (model) => !holdsOf(claim.predicate, model, 0);
  if (claim.kind !== "survives") return undefined;
  const down = [answered, ...random.list(claim.count - 1, () => random.pick(models))];
  if (claim.group === "targets") return ({ id }) => down.some((one) => one.id === id);
  return ({ provider }) => down.some((one) => one.provider.account === provider.account);
}

/** How an outage shows: `survives` holds of all ways, `some` of those that the route goes on after. */
function faultFor(random: Random, claim: Claim, { fallbackOn }: WireRoute): Fault | undefined {
  const usual = ["429", "503", "529", "500"] as const;
  if (claim.kind === "survives") return random.pick([...usual, "401", "malformed", random.once(8) ? "silence" : "503"]);
  if (!fallbackOn) return random.pick(usual);
  const shown = fallbackOn.flatMap((name) => looks[name] ?? []);
  return shown.length > 0 ? random.pick(shown) : undefined;
}

/** A provider of one account may be unreachable: what is tried of the exchanges that it answered. */
export function unreachable(exchange: Exchange): Omit<Outage, "trouble">[] {
  const { compiled, asked, route } = exchange;
  const account = answering(exchange)?.model?.provider.account;
  const claim = compiled.proved.find(
    ({ kind, when, ...rest }) =>
      kind === "survives" && "group" in rest && rest.group === "providers" && (!when || when.holds?.(asked)),
  );
  if (!route || !claim || account === undefined) return [];
  return [{ claim, isDown: ({ provider }) => provider.account === account }];
}

export function checkOutage({ claim, isDown }: Omit<Outage, "trouble">, exchange: Exchange): Violation[] {
  const { reply, records } = exchange;
  // What was spent is judged with the rest.
  if (claim.kind === "spends") return [];
  const tried = records.map(({ model, fault }) => `${model?.id}${fault ? ` (${fault})` : ""}`).join(", ");
  const what = `"${claim.name}": ${reply.status} after ${tried || "nothing"}: ${reply.text.slice(0, 160)}`;
  const last = answering(exchange)?.model;
  const isServed = reply.status === 200 && last !== undefined && !isDown(last);
  return isServed ? [] : [{ kind: claim.kind === "some" ? "some" : "survives", what }];
}
