/** What an embedder is made with, and what it is told of a request. */
import type { HeldBytes } from "../../attempts/held-bytes.ts";
import type { Clock } from "../../clock.ts";
import type { EmbeddingsEndpoint } from "../../endpoints/endpoint.ts";
import type { Log } from "../../observe/request-log.ts";
import type { TargetHealth } from "../../state/target-health.ts";
import type { TargetLoad } from "../../state/target-load.ts";
import type { Upstream } from "../../upstream/upstream.ts";
import type { Ask } from "../ask.ts";
import type { Plan } from "../plan.ts";
import type { ReadyTarget } from "../ready-targets.ts";

/** Of the runtime. */
export interface EmbedderWith {
  readonly clock: Clock;
  readonly upstream: Upstream;
  readonly load: TargetLoad;
  /** As clients' requests see their targets. */
  readonly health: TargetHealth;
  readonly log: Log;
  readonly held: HeldBytes;
  /** By which it is asked. */
  readonly endpoint: EmbeddingsEndpoint;
  /** A place of a target, or of an account, is free again. */
  freed?(): void;
}

export interface EmbedderTerms {
  readonly target: ReadyTarget;
  /** Milliseconds until there must be a vector; default 300. */
  readonly limit?: number | undefined;
}

/** The client's request. */
export interface BesideRequest {
  /** What it is called in the log. */
  readonly id: string;
  readonly plan: Pick<Plan, "now" | "route" | "rule" | "rooms" | "spending"> & { readonly ask: Pick<Ask, "facts"> };
  /** Of all that may learn from how soon a vector is there that somebody of them has asked for the text before. */
  readonly scope: string;
}
