/** A provider that fails with a server error, but for models that are called otherwise, and counts what it is asked. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface FailingProvider {
  readonly url: string;
  /** Requests so far, by model. */
  readonly asked: ReadonlyMap<string, number>;
  close(): void;
}

/** Models of this ending are answered. */
export const UP = "-up";
/** Models of this ending fail for an hour, as the provider says. */
export const AWAY = "-away";

export async function startFailingProvider(): Promise<FailingProvider> {
  const asked = new Map<string, number>();
  const server = createServer(async (request, response) => {
    const model = await modelOf(request);
    asked.set(model, (asked.get(model) ?? 0) + 1);
    answer(model, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close };
}

async function modelOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const piece of request.setEncoding("utf8")) body += piece as string;
  return (JSON.parse(body) as { model: string }).model;
}

function answer(model: string, response: ServerResponse): void {
  const type = { "content-type": "application/json" };
  if (model.endsWith(UP)) {
    const message = { role: "assistant", content: "Hello" };
    const usage = { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 };
    const choices = [{ index: 0, message, finish_reason: "stop" }];
    response.writeHead(200, type);
    response.end(JSON.stringify({ id: "c1", object: "chat.completion", created: 1, model, choices, usage }));
    return;
  }
  response.writeHead(500, { ...type, ...(model.endsWith(AWAY) && { "retry-after": "3600" }) });
  response.end(JSON.stringify({ error: { message: "no", type: "server_error", code: "server_error", param: null } }));
}
