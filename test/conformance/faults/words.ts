/**
 * How each provider words its failures, as its documentation has it: a refusal with a status, the same in place of an answer, and
 * an error among the events of a stream. What a dialect has no word for is left out.
 */
import type { DialectName } from "../../../schemas/dialects.ts";
import { exceptionFrame } from "../../runtime/wire/aws-frames.ts";
import { typed } from "../raw/wire.ts";

/** Classes that a provider says of itself. */
export const saidClasses = [
  "rate-limited",
  "quota",
  "overloaded",
  "server-error",
  "auth",
  "not-found",
  "context-length",
  "content-filter",
  "bad-request",
  "unsupported",
] as const;

export type SaidClass = (typeof saidClasses)[number];

export interface Said {
  status: number;
  body: object;
  headers?: Record<string, string>;
}

export interface Words {
  refused: Partial<Record<SaidClass, Said>>;
  /** An error with status 200, in place of an answer; absent: it is the body of the refusal. */
  inPlace?: Partial<Record<SaidClass, object>>;
  /** Among the events of a stream. */
  event: Partial<Record<SaidClass, Buffer>>;
}

const TOO_LONG = "prompt is too long: 210000 tokens > 200000 maximum";

const data = (json: object): Buffer => Buffer.from(`data: ${JSON.stringify(json)}\n\n`);

function mapped<K extends string, A, B>(from: Partial<Record<K, A>>, to: (value: A) => B): Partial<Record<K, B>> {
  const entries = Object.entries(from) as [K, A][];
  return Object.fromEntries(entries.map(([name, value]) => [name, to(value)])) as Partial<Record<K, B>>;
}

const chatError = (status: number, type: string, code: string | null = null): Said => ({
  status,
  body: { error: { message: `no: ${code ?? type}`, type, code, param: null } },
});
const chatRefusals: Record<SaidClass, Said> = {
  "rate-limited": chatError(429, "requests", "rate_limit_exceeded"),
  quota: chatError(429, "insufficient_quota", "insufficient_quota"),
  overloaded: chatError(503, "overloaded_error", "overloaded"),
  "server-error": chatError(500, "server_error"),
  auth: chatError(401, "invalid_request_error", "invalid_api_key"),
  "not-found": chatError(404, "invalid_request_error", "model_not_found"),
  "context-length": chatError(400, "invalid_request_error", "context_length_exceeded"),
  "content-filter": chatError(400, "invalid_request_error", "content_filter"),
  "bad-request": chatError(400, "invalid_request_error"),
  unsupported: chatError(400, "invalid_request_error", "unsupported_parameter"),
};
const chat: Words = { refused: chatRefusals, event: mapped(chatRefusals, ({ body }) => data(body)) };

/** Its streams say the error's members beside the type of the event. */
const responses: Words = {
  refused: chatRefusals,
  event: mapped(chatRefusals, ({ body }) => typed("error", { error: (body as { error: object }).error })),
};

const messagesError = (status: number, type: string, message = "no"): Said => ({
  status,
  body: { type: "error", error: { type, message } },
});
const messagesRefusals: Partial<Record<SaidClass, Said>> = {
  "rate-limited": messagesError(429, "rate_limit_error"),
  quota: messagesError(402, "billing_error"),
  overloaded: messagesError(529, "overloaded_error", "Overloaded"),
  "server-error": messagesError(500, "api_error"),
  auth: messagesError(401, "authentication_error", "invalid x-api-key"),
  "not-found": messagesError(404, "not_found_error", "model: m"),
  "context-length": messagesError(400, "invalid_request_error", TOO_LONG),
  "bad-request": messagesError(400, "invalid_request_error", "temperature: must be below 1"),
};
const messages: Words = {
  refused: messagesRefusals,
  event: mapped(messagesRefusals, ({ body }) => typed("error", body)),
};

const contentsError = (code: number, status: string, message = "no", details: object[] = []): Said => ({
  status: code,
  body: { error: { code, message, status, details } },
});
const usedUp = { "@type": "type.googleapis.com/google.rpc.QuotaFailure", violations: [{ quotaId: "RequestsPerDay" }] };
const contentsRefusals: Partial<Record<SaidClass, Said>> = {
  "rate-limited": contentsError(429, "RESOURCE_EXHAUSTED"),
  quota: contentsError(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota", [usedUp]),
  overloaded: contentsError(503, "UNAVAILABLE", "The model is overloaded."),
  "server-error": contentsError(500, "INTERNAL"),
  auth: contentsError(403, "PERMISSION_DENIED"),
  "not-found": contentsError(404, "NOT_FOUND"),
  "context-length": contentsError(
    400,
    "INVALID_ARGUMENT",
    "The input token count (210000) exceeds the maximum number of tokens allowed (131072).",
  ),
  "bad-request": contentsError(400, "INVALID_ARGUMENT", "temperature must be in the range [0, 2]"),
};
const contents: Words = { refused: contentsRefusals, event: mapped(contentsRefusals, ({ body }) => data(body)) };

const awsError = (status: number, name: string, message = "no"): Said => ({
  status,
  body: { message },
  headers: { "x-amzn-errortype": name },
});
const tooLong = "Input is too long for requested model.";
const aws: Words = {
  refused: {
    "rate-limited": awsError(429, "ThrottlingException"),
    quota: awsError(400, "ServiceQuotaExceededException"),
    overloaded: awsError(503, "ServiceUnavailableException"),
    "server-error": awsError(500, "InternalServerException"),
    auth: awsError(403, "AccessDeniedException"),
    "not-found": awsError(404, "ResourceNotFoundException"),
    "context-length": awsError(400, "ValidationException", tooLong),
    "bad-request": awsError(400, "ValidationException", "The value of temperature is not valid"),
    unsupported: awsError(400, "ValidationException", "This model doesn't support tool use."),
  },
  inPlace: {
    "rate-limited": { __type: "com.amazon#ThrottlingException", message: "no" },
    overloaded: { __type: "com.amazon#ServiceUnavailableException", message: "no" },
    "server-error": { __type: "com.amazon#InternalServerException", message: "no" },
  },
  event: {
    "rate-limited": exceptionFrame("throttlingException", { message: "no" }),
    overloaded: exceptionFrame("serviceUnavailableException", { message: "no" }),
    "server-error": exceptionFrame("modelStreamErrorException", { message: "no" }),
    "context-length": exceptionFrame("validationException", { message: tooLong }),
    "bad-request": exceptionFrame("validationException", { message: "The value of temperature is not valid" }),
  },
};

const cohereError = (status: number, message = "no"): Said => ({ status, body: { message } });
const cohere: Words = {
  refused: {
    "rate-limited": cohereError(429),
    quota: cohereError(429, "You are using a Trial key, which is limited to 1000 API calls / month."),
    overloaded: cohereError(503),
    "server-error": cohereError(500),
    auth: cohereError(401, "invalid api token"),
    "not-found": cohereError(404, "model 'm' not found"),
    "context-length": cohereError(400, "too many tokens: size limit exceeded by 10000 tokens."),
    "content-filter": cohereError(498, "blocked"),
    "bad-request": cohereError(400, "invalid request: temperature must be between 0 and 1.0 inclusive."),
  },
  inPlace: {},
  event: { "server-error": typed("message-end", { id: "m1", delta: { finish_reason: "ERROR", error: "no" } }) },
};

const ollamaError = (status: number, error = "no"): Said => ({ status, body: { error } });
const ollama: Words = {
  refused: {
    "rate-limited": ollamaError(429, "too many requests"),
    overloaded: ollamaError(503, "server busy, please try again.  maximum pending requests exceeded"),
    "server-error": ollamaError(500, "llama runner process has terminated"),
    auth: ollamaError(401, "unauthorized"),
    "not-found": ollamaError(404, "model 'm' not found"),
    "context-length": ollamaError(400, "the input length exceeds the context length"),
    "bad-request": ollamaError(400, "invalid format"),
    unsupported: ollamaError(400, '"m" does not support tools'),
  },
  inPlace: { "server-error": { error: "llama runner process has terminated" } },
  event: { "server-error": Buffer.from('{"error":"llama runner process has terminated"}\n') },
};

export const words: Readonly<Record<DialectName, Words>> = {
  openai: chat,
  "azure-openai": chat,
  "openai-responses": responses,
  anthropic: messages,
  gemini: contents,
  vertex: contents,
  "bedrock-converse": aws,
  cohere,
  ollama,
};
