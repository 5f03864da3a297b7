/** Answers of Converse. */
import type { Bill } from "../../../bill/bill.ts";
import { pieces, type Says } from "../dialect.ts";
import { frame } from "./frame.ts";

export function whole(bill: Bill, says: Says): object {
  const { text, call } = says;
  const toolUse = call && { toolUseId: "tooluse_1", name: call.name, input: call.arguments };
  const content = [{ text }, ...(toolUse ? [{ toolUse }] : [])];
  return {
    output: { message: { role: "assistant", content } },
    stopReason: stopOf(says),
    usage: usageOf(bill),
    metrics: { latencyMs: 1 },
  };
}

/** What was used is told behind the stop. */
export function events(bill: Bill, says: Says): Buffer[] {
  return [
    told("messageStart", { role: "assistant" }),
    ...pieces(says).map((text) => told("contentBlockDelta", { contentBlockIndex: 0, delta: { text } })),
    told("contentBlockStop", { contentBlockIndex: 0 }),
    ...(says.call ? callEvents(says.call) : []),
    told("messageStop", { stopReason: stopOf(says) }),
    told("metadata", { usage: usageOf(bill), metrics: { latencyMs: 1 } }),
  ];
}

function callEvents({ name, arguments: input }: NonNullable<Says["call"]>): Buffer[] {
  const contentBlockIndex = 1;
  return [
    told("contentBlockStart", { contentBlockIndex, start: { toolUse: { toolUseId: "tooluse_1", name } } }),
    told("contentBlockDelta", { contentBlockIndex, delta: { toolUse: { input: JSON.stringify(input) } } }),
    told("contentBlockStop", { contentBlockIndex }),
  ];
}

function stopOf({ call }: Says): string {
  return call ? "tool_use" : "end_turn";
}

function told(type: string, data: object): Buffer {
  const headers = { ":event-type": type, ":content-type": "application/json", ":message-type": "event" };
  return frame(headers, data);
}

/** What comes from the cache or goes to it is told beside the input. */
function usageOf({ used }: Bill): object {
  const { input, output, cacheRead, cacheWrite, cacheWrite1h } = used;
  const details = [
    ...(cacheWrite > 0 ? [{ ttl: "5m", inputTokens: cacheWrite }] : []),
    ...(cacheWrite1h > 0 ? [{ ttl: "1h", inputTokens: cacheWrite1h }] : []),
  ];
  return {
    inputTokens: input - cacheRead - cacheWrite - cacheWrite1h,
    outputTokens: output,
    totalTokens: input + output,
    cacheReadInputTokens: cacheRead,
    cacheWriteInputTokens: cacheWrite + cacheWrite1h,
    ...(details.length > 0 && { cacheDetails: details }),
  };
}

export const tooLong: object = { message: "Input is too long for requested model.", __type: "ValidationException" };
export const badRequest: object = { message: "Malformed input request.", __type: "ValidationException" };

export function errorOf(status: number): object {
  if (status === 429) return { message: "Too many requests.", __type: "ThrottlingException" };
  if (status === 401) return { message: "The security token is invalid.", __type: "UnrecognizedClientException" };
  return status === 500
    ? { message: "Internal server error.", __type: "InternalServerException" }
    : { message: "Unable to process your request.", __type: "ServiceUnavailableException" };
}
