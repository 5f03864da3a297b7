/** What a judge must know of a policy. */
import type { Claim } from "./claims.ts";
import type { WireCondition } from "./conditions.ts";
import type { Strategy } from "./strategy.ts";
import type { WireTerms } from "./terms.ts";
import type { World } from "./world.ts";

export interface WireRule extends WireTerms {
  readonly when: WireCondition;
  readonly use: Strategy;
}

export interface WireRoute extends WireTerms {
  readonly name: string;
  readonly rules: readonly WireRule[];
  readonly otherwise: Strategy;
  /** Absent: chats, whatever endpoint they come to. */
  readonly operation?: "embeddings";
  readonly max: {
    readonly inputTokens?: number;
    readonly outputTokens?: number;
    readonly choices?: number;
    readonly textBytes?: number;
  };
  /** By parameter, what becomes of it where a target cannot take it. */
  readonly unsupported?: Readonly<Record<string, "drop" | "error" | "emulate">>;
  readonly fallbackOn?: readonly string[];
  /** What is asked beside every request. */
  readonly shadow?: Strategy;
  readonly firstToken?: number;
  /** Silence has no limit of its own, so that whole answers are asked for as such. */
  readonly waits?: true;
  /** Milliseconds; `DEADLINE` unless it is given. */
  readonly deadline?: number;
  /** Members beside these, as text. */
  readonly more?: string;
}

export interface WirePolicy {
  readonly seed: number;
  /** What the clock says when it is served. */
  readonly now: Date;
  /** What it is about; absent: anything. */
  readonly theme?: string;
  readonly world: World;
  readonly routes: readonly WireRoute[];
  readonly claims: readonly Claim[];
  /** Of hostile clients: what most of them do; absent: anything. */
  readonly tricks?: readonly string[];
}
