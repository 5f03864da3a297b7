import type { Wire } from "../wire.ts";
import { toBody, toEvents } from "./answer.ts";
import { toError, toErrorEvent } from "./errors.ts";
import { toQuestion } from "./request.ts";

/** The chat completions dialect. */
export const openaiWire: Wire = {
  path: "/chat/completions",
  keyOf: (headers) => /^Bearer\s+(\S+)/i.exec(headers.authorization ?? "")?.[1],
  toQuestion,
  headers: (requestId, elapsed) => ({
    "x-request-id": requestId,
    "openai-processing-ms": String(Math.round(elapsed)),
    "openai-version": "2020-10-01",
    "openai-organization": "simulated",
    "x-ratelimit-limit-requests": "10000",
    "x-ratelimit-remaining-requests": "9999",
    "x-ratelimit-reset-requests": "6ms",
    "x-ratelimit-limit-tokens": "2000000",
    "x-ratelimit-remaining-tokens": "1999000",
    "x-ratelimit-reset-tokens": "30ms",
  }),
  toBody,
  toEvents,
  toError,
  toErrorEvent,
};
