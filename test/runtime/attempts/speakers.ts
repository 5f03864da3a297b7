/** Providers that say who they are after a while, and keep count of what is asked of them and of what is left. */
import type { ServerResponse } from "node:http";
import { provider } from "../running.ts";

export interface Speaker {
  readonly url: string;
  /** Requests. */
  readonly asked: number;
  /** Those that are being answered. */
  readonly open: number;
  /** Those whose socket was closed before they were answered. */
  readonly left: number;
}

export interface Speaks {
  /** Milliseconds until it says anything; of each request, by its number from 0. */
  after: number | ((request: number) => number);
  /** In place of an answer. */
  status?: number;
  code?: string;
  usage?: { prompt_tokens: number; completion_tokens: number };
}

export async function speaker(name: string, { after, status, code, usage }: Speaks): Promise<Speaker> {
  let [asked, open, left] = [0, 0, 0];
  const url = await provider((_request, response, body) => {
    const wait = typeof after === "number" ? after : after(asked);
    asked++;
    open++;
    response.on("close", () => {
      clearTimeout(timer);
      open--;
      if (!response.writableFinished) left++;
    });
    const timer = setTimeout(() => {
      if (status !== undefined) refuse(response, status, code);
      else if ((JSON.parse(body) as { stream?: boolean }).stream) stream(response, name, usage);
      else whole(response, name, usage);
    }, wait);
  });
  return {
    url,
    get asked() {
      return asked;
    },
    get open() {
      return open;
    },
    get left() {
      return left;
    },
  };
}

function refuse(response: ServerResponse, status: number, code = "server_error"): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ error: { message: "no", type: code, code, param: null } }));
}

function whole(response: ServerResponse, name: string, usage: Speaks["usage"]): void {
  const message = { role: "assistant", content: `I am ${name}.` };
  response.writeHead(200, { "content-type": "application/json" });
  response.end(
    JSON.stringify({ id: "c", choices: [{ index: 0, message, finish_reason: "stop" }], usage: summed(usage) }),
  );
}

function stream(response: ServerResponse, name: string, usage: Speaks["usage"]): void {
  const piece = (delta: object, finish_reason: string | null = null): string =>
    `data: ${JSON.stringify({ id: "c", choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(piece({ role: "assistant", content: "" }) + piece({ content: "I am " }));
  response.write(piece({ content: `${name}.` }) + piece({}, "stop"));
  response.end(
    `${usage ? `data: ${JSON.stringify({ id: "c", choices: [], usage: summed(usage) })}\n\n` : ""}data: [DONE]\n\n`,
  );
}

function summed(usage: Speaks["usage"]): object | undefined {
  return usage && { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens };
}
