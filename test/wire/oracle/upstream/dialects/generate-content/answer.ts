/** Answers of generateContent. */
import type { Bill } from "../../../bill/bill.ts";
import { event, pieces, type Says } from "../dialect.ts";

const head = { modelVersion: "as-served", responseId: "r1" };

export function whole(bill: Bill, { text, call }: Says): object {
  const parts = [{ text }, ...(call ? [callPart(call)] : [])];
  return { candidates: [candidate(parts, "STOP")], usageMetadata: usageOf(bill), ...head };
}

/** The same shape, with what is new; the reason to finish stands in the last one. */
export function events(bill: Bill, says: Says): string[] {
  const { call } = says;
  const parts = [...pieces(says).map((text) => ({ text })), ...(call ? [callPart(call)] : [])];
  const usageMetadata = usageOf(bill);
  const last = parts.length - 1;
  return parts.map((part, i) =>
    event({
      candidates: [candidate([part], i === last ? "STOP" : undefined)],
      ...(i === last && { usageMetadata }),
      ...head,
    }),
  );
}

function candidate(parts: readonly object[], finishReason: string | undefined): object {
  return { content: { parts, role: "model" }, ...(finishReason && { finishReason }), index: 0 };
}

function callPart({ name, arguments: args }: NonNullable<Says["call"]>): object {
  return { functionCall: { name, args }, thoughtSignature: Buffer.from("signed").toString("base64") };
}

/** Thoughts are counted beside the answer, cached tokens within the prompt. */
function usageOf({ used }: Bill): object {
  const heard = { modality: "AUDIO", tokenCount: used.inputAudio };
  return {
    promptTokenCount: used.input,
    candidatesTokenCount: used.output - used.reasoning,
    totalTokenCount: used.input + used.output,
    ...(used.cacheRead > 0 && { cachedContentTokenCount: used.cacheRead }),
    ...(used.reasoning > 0 && { thoughtsTokenCount: used.reasoning }),
    promptTokensDetails: [
      { modality: "TEXT", tokenCount: used.input - used.inputAudio },
      ...(used.inputAudio > 0 ? [heard] : []),
    ],
  };
}

const error = (code: number, status: string, message: string) => ({ error: { code, message, status } });

export const tooLong: object = error(
  400,
  "INVALID_ARGUMENT",
  "The input token count (200001) exceeds the maximum number of tokens allowed (131072).",
);
export const badRequest: object = error(400, "INVALID_ARGUMENT", "Request contains an invalid argument.");

export function errorOf(status: number): object {
  if (status === 429) return error(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota).");
  if (status === 401) return error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.");
  return status === 500
    ? error(500, "INTERNAL", "An internal error has occurred.")
    : error(status, "UNAVAILABLE", "The model is overloaded.");
}
