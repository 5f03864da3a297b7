/**
 * A neutral request by the names of the operation's parameters, as a chat completion says them: what rules, counts, prices and
 * proofs go by, whatever the client speaks. All that may reach a provider is in it.
 */
import type { ChatRequest, Message } from "./request.ts";
import { writeMessages } from "./write-messages.ts";
import { writeParameters } from "./write-parameters.ts";

type Members = Readonly<Record<string, unknown>>;

/** `beside`: what was said that has no place in the neutral form and may be sent all the same; it counts as it is. */
export function membersOf(request: ChatRequest, beside: readonly unknown[] = []): Members {
  const { maxOutputTokens, stream } = request;
  const messages: object[] = writeMessages(request.messages, true);
  const kept = [...request.messages.flatMap(keptOf), ...beside];
  if (kept.length > 0) messages[0] = { ...messages[0], kept };
  return {
    messages,
    ...writeParameters(request),
    ...(maxOutputTokens !== undefined && { max_completion_tokens: maxOutputTokens }),
    ...(stream && { stream }),
  };
}

/** What goes along with the texts of a message. */
function keptOf({ parts }: Message): unknown[] {
  return parts.flatMap((part) => [
    ...("proof" in part && part.proof ? [part.proof.value] : []),
    ...("cache" in part && part.cache ? [part.cache] : []),
  ]);
}
