/** What providers count as input, held against the figures that plans and proofs rest on. */
import type { TableTarget } from "../../schemas/table.ts";
import type { Facts } from "../../semantics/facts/facts.ts";
import { families } from "../../semantics/tokens/families.ts";
import type { InputTokens } from "../../semantics/tokens/input-tokens.ts";
import { tokensAt } from "../../semantics/tokens/tokens-at.ts";

export interface TokenAlarm {
  readonly counted: number;
  readonly expected: number;
  readonly upper: number;
  readonly factor: number;
  readonly message: string;
}

/** How much a new measurement counts against all earlier ones. */
const NEWEST = 0.1;

/** Bytes of a body that are counted in no time. */
const SMALL = 4_096;
const ONE_IN = 8;

export class TokenRatios {
  /** Large requests so far, by target. */
  readonly #large = new Map<string, number>();
  readonly #ratios = new Map<string, { ofLate: number; worst: number }>();

  /** Counted ÷ expected at the target, of late; undefined before the first answer. */
  ofLate(target: string): number | undefined {
    return this.#ratios.get(target)?.ofLate;
  }

  /**
   * Whether an answer is to be compared: each, but for large requests that nothing else has counted. Of those it is the first
   * to a target and one in `ONE_IN`.
   */
  isDue(target: string, { isCounted, request: { bytes } }: Facts): boolean {
    if (isCounted || bytes === undefined || bytes <= SMALL) return true;
    const large = this.#large.get(target) ?? 0;
    this.#large.set(target, large + 1);
    return large % ONE_IN === 0;
  }

  /** Forgets all others. */
  keepOnly(targets: ReadonlySet<string>): void {
    for (const known of [this.#large, this.#ratios])
      for (const target of known.keys()) if (!targets.has(target)) known.delete(target);
  }

  /** An alarm when more was counted than upper, and further beyond it than any request to this target before. */
  counted(target: TableTarget, base: InputTokens, counted: number): TokenAlarm | undefined {
    const { expected, upper } = tokensAt(target, base);
    const known = this.#ratios.get(target.id) ?? { ofLate: counted / expected, worst: 1 };
    const ofLate = known.ofLate + NEWEST * (counted / expected - known.ofLate);
    const beyond = counted / upper;
    this.#ratios.set(target.id, { ofLate, worst: Math.max(beyond, known.worst) });
    return beyond > known.worst ? alarm({ counted, expected, upper }, target) : undefined;
  }
}

/** The factor that it tells takes the place of the one that the target has. */
function alarm(told: Pick<TokenAlarm, "counted" | "expected" | "upper">, { tokens }: TableTarget): TokenAlarm {
  const present = tokens === undefined ? 1 : tokens.upper / families[tokens.family].upper;
  const factor = Math.ceil((told.counted / told.upper) * present * 100) / 100;
  const message = `The provider counted more input tokens than the most that was expected: costs that were proved do not hold. Write \`tokenFactor: ${factor}\` on the model in the overlay, and build again.`;
  return { ...told, factor, message };
}
