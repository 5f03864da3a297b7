/** What credentials are had with. */
import type { Clock } from "../clock.ts";
import type { Environment } from "./environment.ts";
import type { Upstream } from "./upstream.ts";

export interface CredentialSurroundings {
  readonly env: Environment;
  readonly clock: Clock;
  /** Asks those for credentials who give them out. */
  readonly upstream: Upstream;
  /** Told what the operator must mend while requests go on; without secrets. */
  alarm(message: string): void;
}
