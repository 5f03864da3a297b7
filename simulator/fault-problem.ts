import { type Fault, faultValue } from "./faults.ts";
import type { Problem } from "./problem.ts";
import type { Asking } from "./wire.ts";

/** The problem of a fault that is an error answer; undefined for the faults that break an answer. */
export function faultProblem(fault: Fault, { model, promptTokens }: Asking): Problem | undefined {
  switch (fault.fault) {
    case "401":
      return { kind: "wrong-key", message: "(simulated) The API key is not accepted." };
    case "404":
      return { kind: "no-such-model", message: `(simulated) The model '${model}' does not exist.`, param: "model" };
    case "429":
      return rateLimit(model, faultValue(fault));
    case "500":
      return { kind: "internal", message: "(simulated) The server had an error while processing your request." };
    case "529":
      return { kind: "overloaded", message: "(simulated) Overloaded: try again later." };
    case "400-context-length":
      return tooLong(promptTokens);
    case "400-content-filter":
      return { kind: "content-filter", message: "(simulated) The request was blocked by the content filter." };
    default:
      return undefined;
  }
}

/** The error that `error-event` reports inside an answer. */
export const eventProblem: Problem = { kind: "overloaded", message: "(simulated) The answer failed: overloaded." };

function rateLimit(model: string, seconds: number): Problem {
  const message = `(simulated) Rate limit reached for ${model}. Please try again in ${seconds}s.`;
  return { kind: "rate-limit", message, retryAfter: seconds };
}

/** Says it in the words that clients look for; dialects that have others put their own in their place. */
function tooLong(prompt: number): Problem {
  const most = Math.max(1, prompt - 1);
  const message = `prompt is too long: ${prompt} tokens > ${most} maximum (simulated). This model's maximum context length is ${most} tokens.`;
  return { kind: "context-length", message, param: "messages", tokens: { prompt, most } };
}
