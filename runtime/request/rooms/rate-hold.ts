/** What one attempt takes of its target's limits: before it is sent, and put right once, however it ends. */
import type { Failure } from "../../failures.ts";
import type { Usage } from "../../operations/chat/answer.ts";
import type { KnownRates } from "../../state/limits/known-rates.ts";
import type { TakenFrom } from "../../state/limits/limit-keeper.ts";
import type { Held } from "../held-attempt.ts";
import type { OperationAttempt } from "../operation-attempt.ts";
import { atItsLimit } from "../turned-away.ts";
import type { RateName, TargetAsked } from "./target-rates.ts";

export class RateHold implements Held {
  readonly #rates: KnownRates;
  readonly #asked: readonly TargetAsked[];
  #from: TakenFrom | undefined;
  #isReleased = false;

  constructor(rates: KnownRates, asked: readonly TargetAsked[]) {
    this.#rates = rates;
    this.#asked = asked;
  }

  async hold(): Promise<Failure | undefined> {
    const { outcome, from } = await this.#rates.take(this.#asked);
    if (outcome.kind === "over") return atItsLimit(this.#asked[outcome.index]!, outcome.wait);
    this.#from = from;
    if (this.#isReleased) this.#settle(() => 0);
    return undefined;
  }

  release(): void {
    this.#isReleased = true;
    this.#settle(() => 0);
  }

  ended(attempt: OperationAttempt, failure: Failure | undefined, streamed: number): void {
    this.#settle(({ name, amount }) => usedOf(name, amount, { attempt, failure, streamed }));
  }

  #settle(used: (asked: TargetAsked) => number): void {
    const from = this.#from;
    if (from === undefined) return;
    this.#from = undefined;
    const corrections = this.#asked.flatMap((asked) => {
      const { key, most, per } = asked;
      const amount = used(asked) - asked.amount;
      return amount === 0 ? [] : [{ key, most, per, amount }];
    });
    if (corrections.length > 0) this.#rates.correct(corrections, from);
  }
}

interface End {
  readonly attempt: OperationAttempt;
  readonly failure: Failure | undefined;
  /** Tokens that it has brought as a stream, about. */
  readonly streamed: number;
}

/** What nobody has counted stays as it was taken, but for what the provider has refused, or was never sent. */
function usedOf(name: RateName, taken: number, { attempt, failure, streamed }: End): number {
  if (attempt.isSent === false || failure?.unsent) return 0;
  if (name === "requests") return taken;
  const { whole, stream } = attempt;
  const usage = whole?.usage ?? stream?.steps.usage;
  if (failure === undefined) return usage ? countedOf(name, usage) : taken;
  if (failure.status !== undefined || failure.class === "connect") return 0;
  if (!stream?.opened) return taken;
  const said = usage && usage.input > 0 ? countedOf(name, usage) : undefined;
  if (name === "inputTokens") return said ?? taken;
  return name === "outputTokens" ? Math.max(usage?.output ?? 0, streamed) : (said ?? taken);
}

function countedOf(name: RateName, { input, output }: Usage): number {
  if (name === "inputTokens") return input;
  return name === "outputTokens" ? output : input + output;
}
