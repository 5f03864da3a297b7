import type { ChatEndpoint } from "../endpoints/endpoint.ts";
import type { ChatRequest } from "../operations/chat/request.ts";
import type { Running } from "../running.ts";
import { answerRequest } from "./answer-request.ts";
import { CallProofs } from "./call-proofs.ts";
import { ChatAttempt } from "./chat-attempt.ts";
import type { Client } from "./client.ts";
import { FetchingAttempt } from "./fetching-attempt.ts";
import type { Operation } from "./operation.ts";
import { RequestImages, remoteImages } from "./request-images.ts";

/** A chat request of any endpoint. Settles when all was said. Throws only for a fault of ours. */
export function answerChat(running: Running, endpoint: ChatEndpoint, client: Client): Promise<void> {
  let images: RequestImages | undefined;
  const begin: Operation<ChatRequest>["begin"] = (asked, target, terms, upstream) => {
    const proofs = endpoint.dropsProofs ? new CallProofs(running.proofs, asked.facts.request.key.id) : undefined;
    const request = proofs?.restored(asked.request) ?? asked.request;
    const ask = { ...asked, request, proofs, endpoint, wantsUsage: endpoint.wantsUsage(asked.body) };
    const { fetches } = target.dialect;
    if (!fetches || remoteImages(ask.request, fetches).length === 0)
      return new ChatAttempt(ask, target, terms, upstream);
    images ??= new RequestImages(running.images);
    return new FetchingAttempt(ask, target, terms, upstream, images);
  };
  return answerRequest(running, { endpoint, begin }, client);
}
