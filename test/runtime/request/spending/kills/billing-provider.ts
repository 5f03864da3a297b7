/** A provider that writes down what it bills for each request: by its own count of tokens, whether or not anyone reads its answer. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export class BillingProvider {
  /** Micro-USD by what the request says last: what was answered in whole. */
  readonly bills = new Map<string, number>();
  /** What came, answered or not. */
  readonly asked = new Set<string>();
  readonly #server: Server;
  readonly #random: () => number;

  /** `rates`: micro-USD for each token. `random`: from 0 up to 1. */
  constructor(rates: { readonly input: number; readonly output: number }, random: () => number) {
    this.#random = random;
    this.#server = createServer((request, response) => void this.#answer(request, response, rates));
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    rates: { readonly input: number; readonly output: number },
  ): Promise<void> {
    let text = "";
    try {
      for await (const piece of request.setEncoding("utf8")) text += piece as string;
    } catch {
      return;
    }
    const body = JSON.parse(text) as { stream?: boolean; messages: { content: string }[] };
    const id = body.messages.at(-1)!.content;
    this.asked.add(id);
    const [input, output] = [1 + Math.floor(this.#random() * 20), 1 + Math.floor(this.#random() * 50)];
    await new Promise((resolve) => setTimeout(resolve, this.#random() * 40));
    this.bills.set(id, input * rates.input + output * rates.output);
    const usage = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
    if (body.stream) this.#stream(response, usage);
    else {
      const choices = [{ index: 0, message: { role: "assistant", content: "Hi." }, finish_reason: "stop" }];
      const answer = { id, object: "chat.completion", created: 1, model: "m", choices, usage };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
    }
  }

  #stream(response: ServerResponse, usage: object): void {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const send = (more: object): void => {
      const chunk = { id: "x", object: "chat.completion.chunk", created: 1, model: "m", ...more };
      response.write(`data: ${JSON.stringify(chunk)}\n\n`);
    };
    send({ choices: [{ index: 0, delta: { role: "assistant", content: "Hi." }, finish_reason: null }] });
    setTimeout(() => {
      send({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
      send({ choices: [], usage });
      response.end("data: [DONE]\n\n");
    }, this.#random() * 20);
  }
}
