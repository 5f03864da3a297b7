/** Why no answer to a request may be kept, or given again: what one says does not stand in the neutral form. */
import type { ChatRequest } from "../../operations/chat/request.ts";

/** Of what is asked for beside a text: an answer that was kept has none of it. */
const beside = ["logprobs", "top_logprobs", "web_search_options", "audio", "modalities", "moderation"];

/** What of it, as the client calls it; undefined where there is nothing. */
export function hindranceOf({
  onlyAsBytes = [],
  others,
}: Pick<ChatRequest, "onlyAsBytes" | "others">): string | undefined {
  return onlyAsBytes[0] ?? others.find((name) => beside.includes(name) || name.startsWith("tools."));
}
