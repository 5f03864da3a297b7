/** What callers may ask for, by path. What only some ask for is loaded when the first one does. */
import { chatCompletions } from "./endpoints/chat-completions/endpoint.ts";
import { messages } from "./endpoints/messages/endpoint.ts";
import type { Paths } from "./http/server.ts";
import { SocketClient } from "./http/socket-client.ts";
import { once } from "./once.ts";
import { healthz } from "./operator/healthz.ts";
import { readyz } from "./operator/readyz.ts";
import { answerChat } from "./request/answer-chat.ts";
import type { Running } from "./running.ts";
import type { Environment } from "./upstream/environment.ts";
import { readSecret } from "./upstream/secret.ts";

/** `env`: where the secret of sealed items is. */
export function clientPaths(running: Running, { env }: { readonly env: Environment }): Paths {
  const secret = readSecret("POINTSMAN_ITEM_SECRET", env)?.value;
  const responses = once(async () => (await import("./endpoints/responses/endpoint.ts")).responses(secret));
  const embedding = once(async () => {
    const { answerEmbeddings } = await import("./request/answer-embeddings.ts");
    const { embeddings } = await import("./endpoints/embeddings/endpoint.ts");
    return (client: SocketClient) => answerEmbeddings(running, embeddings, client);
  });
  const listing = once(() => import("./request/models.ts"));
  const complaints = once(async () => {
    const { complaint } = await import("./request/caching/complaint.ts");
    return complaint(running, "/v1/cache/");
  });
  const counting = once(async () => {
    const { answerCount } = await import("./request/count-attempt.ts");
    const { countedMessages, writeCount } = await import("./endpoints/messages/count-tokens.ts");
    return (client: SocketClient) => answerCount(running, countedMessages, writeCount, client);
  });
  return {
    "/healthz": { GET: healthz },
    "/readyz": { GET: readyz(running, { toOperator: false }) },
    "/v1/chat/completions": { POST: (call) => answerChat(running, chatCompletions, new SocketClient(call)) },
    "/v1/embeddings": { POST: async (call) => (await embedding())(new SocketClient(call)) },
    "/v1/messages": { POST: (call) => answerChat(running, messages, new SocketClient(call)) },
    "/v1/messages/count_tokens": { POST: async (call) => (await counting())(new SocketClient(call)) },
    "/v1/responses": { POST: async (call) => answerChat(running, await responses(), new SocketClient(call)) },
    "/v1/cache/": { POST: async (call) => (await complaints())(call) },
    "/v1/models": { GET: async (call) => (await listing()).models(running)(call) },
    "/v1/models/": { GET: async (call) => (await listing()).model(running, "/v1/models/")(call) },
  };
}
