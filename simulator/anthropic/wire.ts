import type { Wire } from "../wire.ts";
import { toBody, toEvents } from "./answer.ts";
import { toError, toErrorEvent } from "./errors.ts";
import { toQuestion } from "./request.ts";

/** The messages dialect. */
export const anthropicWire: Wire = {
  path: "/messages",
  keyOf: (headers) => {
    const key = headers["x-api-key"];
    return (typeof key === "string" && key) || /^Bearer\s+(\S+)/i.exec(headers.authorization ?? "")?.[1];
  },
  toQuestion,
  headers: (requestId) => ({
    "request-id": requestId,
    "anthropic-organization-id": "simulated",
    "anthropic-ratelimit-requests-limit": "4000",
    "anthropic-ratelimit-requests-remaining": "3999",
    "anthropic-ratelimit-requests-reset": new Date().toISOString().replace(/\.\d+Z$/, "Z"),
    "anthropic-ratelimit-tokens-limit": "400000",
    "anthropic-ratelimit-tokens-remaining": "399000",
  }),
  toBody,
  toEvents,
  toError,
  toErrorEvent,
};
