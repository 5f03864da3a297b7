/** How the limits stand that a request meets, for its client: of each kind the tightest. */
export interface LimitsTold {
  readonly requests?: LimitTold | undefined;
  readonly inputTokens?: LimitTold | undefined;
  readonly outputTokens?: LimitTold | undefined;
}

export interface LimitTold {
  readonly most: number;
  readonly left: number;
  /** Milliseconds until all of it may be taken. */
  readonly reset: number;
}

/** The one of which less is left: of input and of output, where an API knows tokens alone. */
export function tighter(one: LimitTold | undefined, other: LimitTold | undefined): LimitTold | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.left < one.left || (other.left === one.left && other.reset > one.reset) ? other : one;
}

/** `x-ratelimit-*`, by which most clients read limits; times as in `6m0s` and `120ms`. */
export function limitHeaders({ requests, inputTokens, outputTokens }: LimitsTold): Record<string, string> {
  const headers: Record<string, string> = {};
  const tell = (name: string, told: LimitTold | undefined) => {
    if (told === undefined) return;
    headers[`x-ratelimit-limit-${name}`] = String(told.most);
    headers[`x-ratelimit-remaining-${name}`] = String(told.left);
    headers[`x-ratelimit-reset-${name}`] = spokenTime(told.reset);
  };
  tell("requests", requests);
  tell("tokens", tighter(inputTokens, outputTokens));
  return headers;
}

function spokenTime(ms: number): string {
  if (ms < 1_000) return `${Math.ceil(ms)}ms`;
  const seconds = Math.ceil(ms / 1_000);
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${h > 0 ? `${h}h` : ""}${seconds >= 60 ? `${m}m` : ""}${s}s`;
}
