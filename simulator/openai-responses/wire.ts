import { chat } from "../chat.ts";
import { serverSentEvents } from "../framing.ts";
import { openaiWire } from "../openai/wire.ts";
import type { Wire } from "../wire.ts";
import { event, toBody, toEvents } from "./answer.ts";
import { toQuestion } from "./request.ts";

/** The dialect of Responses: keys, headers and errors are those of the same provider's chat completions. */
export const openaiResponsesWire: Wire = {
  ...openaiWire,
  endpoints: [
    chat({
      path: /\/responses$/,
      shown: "/responses",
      framing: serverSentEvents,
      toQuestion: ({ body }) => toQuestion(body),
      toBody,
      toEvents,
    }),
  ],
  toErrorEvent(problem, requestId) {
    const { body } = openaiWire.toError(problem, requestId);
    const { code, message, param } = (body as { error: Record<"code" | "message" | "param", unknown> }).error;
    return event("error", { code, message, param, sequence_number: 0 });
  },
};
