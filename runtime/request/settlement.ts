/** What becomes of a request, written down once, whatever way it ends. */
import { emulationTokens } from "../../semantics/emulation.ts";
import type { Facts } from "../../semantics/facts/facts.ts";
import { plusTokens } from "../../semantics/tokens/plus-tokens.ts";
import type { AttemptRecord } from "../attempts/run.ts";
import { headerText } from "../http/header-text.ts";
import { logAlarm, logRequest } from "../observe/request-log.ts";
import type { Running, TableInUse } from "../running.ts";
import type { Fall } from "../state/fall.ts";
import type { CachedRequest } from "./caching/caching.ts";
import type { Client } from "./client.ts";
import type { Served, Serving } from "./serve.ts";
import type { Drawn } from "./shadow/shadowing.ts";
import { isTurnedAway } from "./turned-away.ts";
import type { UseBook } from "./use/use-book.ts";

/** Filled as a request goes on. */
export class Settlement {
  key: string | undefined;
  team: string | undefined;
  /** What a policy calls it. */
  endpoint: string | undefined;
  stream: boolean | undefined;
  route: string | undefined;
  rule: string | undefined;
  attempts: readonly AttemptRecord[] = [];
  served: Served | undefined;
  /** Of what is sent. */
  facts: Facts | undefined;
  /** What is asked beside it. */
  drawn: Drawn | undefined;
  /** What the cache of its route does for it. */
  cached: CachedRequest | undefined;
  /** On sides of splits and canaries. */
  fall: Fall | undefined;
  /** What it holds, where its table has budgets. */
  serving: Pick<Serving<never>, "settle"> | undefined;
  /** Under its limits. */
  entered: { leave(served: Served | undefined): void } | undefined;
  /** Where it is counted; absent: it is not. */
  use: UseBook | undefined;
  refused: { status: number; code: string } | undefined;
  readonly #running: Running;
  readonly #client: Client;
  readonly #table: string;

  constructor(running: Running, client: Client, inUse: TableInUse) {
    this.#running = running;
    this.#client = client;
    this.#table = inUse.loaded.table.hash;
  }

  /** For a refusal: what was decided before it. */
  get headers(): Record<string, string> {
    return {
      "x-pointsman-table": this.#table,
      ...(this.route !== undefined && { "x-pointsman-route": headerText(this.route) }),
      ...(this.rule !== undefined && { "x-pointsman-rule": headerText(this.rule) }),
    };
  }

  settle(): void {
    this.entered?.leave(this.served);
    this.#log();
    this.use?.request({ id: this.key, team: this.team }, this, answeredBy(this.served), this.attempts);
    this.serving?.settle(this.served);
    // Beside what serves where a budget is spent nothing is asked.
    this.drawn?.over(this.served?.isStandIn ? undefined : this.served);
    if (this.cached) {
      this.cached.over(this.served);
      this.#running.metrics?.cache(this.route ?? "", this.cached.tier);
    }
    this.#tellNeverWorked();
    // What was kept says nothing of those who would have answered.
    if (this.fall && this.served?.kept === undefined) this.#tellSides(this.fall);
    const { served, facts, route } = this;
    if (!served?.target || !served.usage || served.isEstimated || !facts || served.target.endpoint.simulated) return;
    const { tokenRatios, log } = this.#running;
    if (!tokenRatios.isDue(served.target.id, facts)) return;
    const sent = served.emulated ? plusTokens(facts.tokens, emulationTokens) : facts.tokens;
    const alarm = tokenRatios.counted(served.target.target, sent, served.usage.input);
    if (alarm) logAlarm(log, { id: this.#client.id, route, target: served.target.id, ...alarm });
  }

  #tellNeverWorked(): void {
    const { neverWorked, log } = this.#running;
    for (const attempt of this.attempts) {
      const alarm = neverWorked.ended(attempt);
      if (alarm) logAlarm(log, { id: this.#client.id, route: this.route, ...alarm });
    }
  }

  #tellSides(fall: Fall): void {
    const { served, attempts } = this;
    const { health } = this.#running;
    const asked = attempts.flatMap(({ target, failure }) =>
      isTurnedAway(failure) || failure?.class === "over-budget" ? [] : [{ target, failure: failure?.class }],
    );
    const end = { answered: served?.target?.id, failure: served?.failure?.class, attempts: asked, cost: served?.cost };
    fall.ended(end, (targets) => [...targets].every((id) => health.health(id) === "down"));
  }

  #log(): void {
    const { served, refused, key, endpoint, stream, route, rule, attempts } = this;
    logRequest(this.#running.log, {
      id: this.#client.id,
      peer: this.#client.peer,
      key,
      endpoint,
      table: this.#table,
      route,
      rule,
      stream,
      attempts,
      target: answeredBy(served),
      cache: this.cached?.tier,
      sticky: served?.stay,
      canary: this.fall?.canary?.name,
      status: served?.status ?? refused?.status ?? 499,
      failure: served?.failure?.class ?? refused?.code,
      ms: Math.round(this.#running.clock.now() - this.#client.began),
      usage: served?.usage,
      cost: served?.cost,
      unsettled: served?.unsettled,
      isEstimated: served?.isEstimated,
      alarms: served?.alarms,
      ...(served?.target?.endpoint.simulated && { simulated: served.target.provider.id }),
    });
  }
}

/** Also where that was kept. */
function answeredBy(served: Served | undefined): string | undefined {
  return served?.target?.id ?? served?.kept;
}
