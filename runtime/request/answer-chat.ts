import type { ChatEndpoint } from "../endpoints/endpoint.ts";
import type { StreamReader } from "../operations/chat/answer.ts";
import type { ChatRequest } from "../operations/chat/request.ts";
import type { Running } from "../running.ts";
import type { Admitted } from "./admit.ts";
import { answerRequest } from "./answer-request.ts";
import { CallProofs } from "./call-proofs.ts";
import { carriedByStream } from "./carried-by-stream.ts";
import { ChatAttempt } from "./chat-attempt.ts";
import type { Client } from "./client.ts";
import { FetchingAttempt } from "./fetching-attempt.ts";
import type { Operation } from "./operation.ts";
import { RequestImages, remoteImages } from "./request-images.ts";

/** A chat request of any endpoint. Settles when all was said. Throws only for a fault of ours. */
export function answerChat(running: Running, endpoint: ChatEndpoint, client: Client): Promise<void> {
  return answerRequest(running, chatOperation(running, endpoint), client);
}

/** How one chat request is tried. */
export function chatOperation(running: Running, endpoint: ChatEndpoint): Operation<ChatRequest> {
  let images: RequestImages | undefined;
  const begin: Operation<ChatRequest>["begin"] = (asked, target, terms, upstream) => {
    const keeps = endpoint.dropsProofs && !terms.aside;
    const proofs = keeps ? new CallProofs(running.proofs, asked.facts.request.key.id) : undefined;
    const ask = { ...asked, proofs, endpoint, wantsUsage: endpoint.wantsUsage(asked.body) };
    const { fetches } = target.dialect;
    if (!fetches || remoteImages(ask.request, fetches).length === 0)
      return new ChatAttempt(ask, target, terms, upstream);
    images ??= new RequestImages(running.images);
    return new FetchingAttempt(ask, target, terms, upstream, images);
  };
  const recall: Operation<ChatRequest>["recall"] = (admitted) =>
    endpoint.dropsProofs ? recalled(admitted, new CallProofs(running.proofs, admitted.key.id)) : admitted;
  const waiting: Operation<ChatRequest>["waiting"] = ({ body, request }) =>
    endpoint.translate(silent, { model: String(body.model), wantsUsage: false, request, inputTokens: () => 0 });
  const asStream: Operation<ChatRequest>["asStream"] = ({ body, assembly }, target) =>
    carriedByStream({ body, endpoint, assembly }, target);
  const cached: Operation<ChatRequest>["cached"] = (caching, asking) => caching.chat({ ...asking, endpoint });
  return { endpoint, recall, cached, waiting, asStream, begin };
}

/** Of whom nothing has come. */
const silent: StreamReader = { complete: false, read: () => [] };

/** What is put back goes out as the rest does, so that it counts as the rest does. */
function recalled(admitted: Admitted<ChatRequest>, proofs: CallProofs): Admitted<ChatRequest> {
  const request = proofs.restored(admitted.request);
  if (request === admitted.request) return admitted;
  const before = new Set(proofsIn(admitted.request));
  const kept = proofsIn(request).filter((value) => !before.has(value));
  const [first, ...rest] = admitted.body.messages as object[];
  const body = { ...admitted.body, messages: [{ ...first, kept }, ...rest] };
  return { ...admitted, request, body, textBytes: undefined };
}

function proofsIn({ messages }: ChatRequest): string[] {
  const parts = messages.flatMap((message) => (message.role === "assistant" ? message.parts : []));
  return parts.flatMap((part) => ("proof" in part && part.proof ? [part.proof.value] : []));
}
