import type { WireEvent } from "../framing.ts";
import type { Problem, ProblemKind } from "../problem.ts";
import type { ErrorAnswer } from "../wire.ts";

interface Row {
  readonly status: number;
  readonly type: string;
  readonly message?: string;
}

const invalid = { status: 400, type: "ValidationException" };

const rows: Readonly<Record<ProblemKind, Row>> = {
  "bad-request": invalid,
  "no-such-path": { status: 404, type: "UnknownOperationException" },
  "no-key": { status: 403, type: "MissingAuthenticationTokenException", message: "Missing Authentication Token" },
  "wrong-key": {
    status: 403,
    type: "UnrecognizedClientException",
    message: "The security token included in the request is invalid.",
  },
  "no-such-model": {
    status: 404,
    type: "ResourceNotFoundException",
    message: "Could not resolve the foundation model from the provided model identifier.",
  },
  "too-large": { status: 413, type: "RequestEntityTooLargeException" },
  "context-length": { ...invalid, message: "Input is too long for requested model." },
  "content-filter": {
    ...invalid,
    message: "The model returned the following errors: Output blocked by content filtering policy",
  },
  "rate-limit": {
    status: 429,
    type: "ThrottlingException",
    message: "Too many requests, please wait before trying again.",
  },
  internal: { status: 500, type: "InternalServerException" },
  overloaded: { status: 503, type: "ServiceUnavailableException" },
};

/** What is wrong is named in a header; the body has only the words. */
export function toError(problem: Problem): ErrorAnswer {
  const { status, type } = rows[problem.kind];
  return {
    status,
    headers: { "x-amzn-errortype": `${type}:http://internal.amazon.com/coral/com.amazon.bedrock/` },
    body: bodyOf(problem),
  };
}

/** Inside a stream an exception frame ends it. */
export function toErrorEvent(problem: Problem): WireEvent {
  const { type } = rows[problem.kind];
  const name = type.charAt(0).toLowerCase() + type.slice(1);
  return { name, data: JSON.stringify(bodyOf(problem)), token: false, exception: true };
}

function bodyOf({ kind, message }: Problem): object {
  return { message: rows[kind].message ?? message };
}
