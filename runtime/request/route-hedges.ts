/** The hedges of routes: how many there may be, when each begins, and what those that lose may cost. */

import type { TableHedge } from "../../schemas/table-attempts.ts";
import { MOST_HEDGED } from "../../semantics/attempts.ts";
import { emulationTokens } from "../../semantics/emulation.ts";
import { plusTokens } from "../../semantics/tokens/plus-tokens.ts";
import { tokensAt } from "../../semantics/tokens/tokens-at.ts";
import { answersFrom } from "../../semantics/worst-cost.ts";
import { race } from "../attempts/race.ts";
import type { Usage } from "../operations/chat/answer.ts";
import type { Running } from "../running.ts";
import { HedgeShare } from "../state/hedge-share.ts";
import { costOf } from "./cost.ts";
import type { HedgedAttempt, HedgedRequest, Hedging, RequestHedge } from "./hedging.ts";
import { isFull } from "./turned-away.ts";

/** Where a route does not say after what time: so many of a target's answers are there by then. */
const MEASURED = 0.95;

/** Of one process, for as long as it runs. */
export class RouteHedges implements Hedging {
  readonly #running: Pick<Running, "load" | "health">;
  readonly #share: HedgeShare = new HedgeShare();

  constructor(running: Pick<Running, "load" | "health">) {
    this.#running = running;
  }

  begin(route: string, { most = MOST_HEDGED, after }: TableHedge, request: HedgedRequest): RequestHedge {
    this.#share.count(route, most);
    const { load, health } = this.#running;
    const { stream } = request.ask.request;
    const losers: HedgedAttempt[] = [];
    return {
      race,
      after: ({ id }) => after ?? load.quantile(id, MEASURED, stream),
      trusts: (target) =>
        health.isSound(target) && !isFull(target, load) && !request.rooms?.isFull(target, request.ask),
      take: () => this.#share.take(route),
      lost: ({ target, attempt }, silent) => {
        if (attempt.isSent !== false) losers.push(attempt);
        // It takes at least so long: what always loses would else be measured by its quickest answers alone.
        if (silent !== undefined && attempt.isSent === undefined)
          load.latencyOf(target.id)[stream ? "firstToken" : "total"].record(silent);
      },
      get hasLost() {
        return losers.length > 0;
      },
      unsettled: (answered) => unsettledOf(losers, answered, request),
      lostCost: (loser, answered) => lostCostOf(loser, answered, request),
    };
  }

  keepOnly(routes: { has(name: string): boolean }): void {
    this.#share.keepOnly(routes);
  }
}

function lostCostOf(loser: HedgedAttempt, answered: Usage, { ask, now }: HedgedRequest): number | undefined {
  const usage = loser.whole?.usage ?? asMuch(loser, answered, ask);
  return costOf(loser.target.priced, usage, now, ask.body);
}

function unsettledOf(losers: readonly HedgedAttempt[], answered: Usage, request: HedgedRequest): number | undefined {
  let sum = 0;
  for (const loser of losers) {
    const cost = lostCostOf(loser, answered, request);
    if (cost === undefined) return undefined;
    sum += cost;
  }
  return sum;
}

/** Of one that was broken off: what it read of the request, and as much as another one wrote, if it may write as much. */
function asMuch(
  { target: { target, priced }, emulated, limit }: HedgedAttempt,
  { output }: Usage,
  { facts }: HedgedRequest["ask"],
): Usage {
  const sent = emulated ? plusTokens(facts.tokens, emulationTokens) : facts.tokens;
  const { context, maxOutput = context } = target;
  const most = (limit ?? maxOutput) * answersFrom(priced, facts.request.said.choices);
  const { expected } = tokensAt(target, sent);
  return { input: expected, output: Math.min(output, most), cacheRead: 0, cacheWrite: 0, reasoning: 0 };
}
