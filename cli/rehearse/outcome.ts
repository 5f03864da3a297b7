/** What one client saw of one request, and what the gateway wrote down about it. */

export interface Outcome {
  /** Index of the request in the load. */
  readonly number: number;
  readonly end: "answered" | "refused" | "failed";
  /** What the client reads as the error's code. */
  readonly error?: string;
  /** Milliseconds until the first word of a stream. */
  readonly firstToken?: number;
  /** Milliseconds until the end. */
  readonly total: number;
  readonly log: LogLine;
}

/** Of the gateway's log line about a request, what a rehearsal reads. */
export interface LogLine {
  readonly route?: string;
  readonly rule?: string;
  readonly target?: string;
  readonly attempts: readonly { readonly target: string; readonly failure?: string }[];
  readonly costUsd?: number;
  readonly unsettledUsd?: number;
}

/** What has come of an answer. */
export interface Seen {
  readonly status: number;
  /** The whole answer, or the end of a stream. */
  readonly text: string;
  readonly isStream: boolean;
}

/** Whether a client that speaks chat completions or embeddings has its answer, and what it is told where it has none. */
export function endOf({ status, text, isStream }: Seen, { attempts }: LogLine): Pick<Outcome, "end" | "error"> {
  const code = /"error":\{.*?"code":"([^"]*)"/s.exec(text)?.[1];
  if (status === 200 && code === undefined && (!isStream || text.includes("data: [DONE]"))) return { end: "answered" };
  const error = code ?? (status === 200 ? "an end without an end mark" : `status ${status}`);
  // What the policy refuses, nobody was asked: that is no failure.
  const isPolicy = status >= 400 && status < 500 && status !== 429 && attempts.length === 0;
  return { end: isPolicy ? "refused" : "failed", error };
}
