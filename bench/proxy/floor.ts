/**
 * What a proxy costs that does nothing: node:http in, an undici pool out, bytes passed on with back-pressure. It reads
 * nothing of them, decides nothing, and asks for no key. Own process.
 */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { type Dispatcher, Pool } from "undici";
import { answerParent } from "./answer-parent.ts";
import { listen } from "./listen.ts";

answerParent({
  start: (upstream: string) => {
    const pool = new Pool(upstream, { pipelining: 1, headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 30_000 });
    return listen((request, response) => forward(pool, request, response));
  },
});

/** The body is gathered first: undici sends it in one go then, which costs less than a stream. */
function forward(pool: Pool, request: IncomingMessage, response: ServerResponse): void {
  const pieces: Buffer[] = [];
  request.on("data", (piece: Buffer) => pieces.push(piece));
  request.once("end", () => {
    const body = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
    const headers = ["content-type", request.headers["content-type"]!, "accept", request.headers.accept!];
    pool.dispatch({ method: "POST", path: request.url!, headers, body }, new Answer(response));
  });
}

class Answer implements Dispatcher.DispatchHandler {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#response.once("close", () => {
      if (!this.#response.writableFinished) controller.abort(new Error("the client went away"));
    });
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    const kept: Record<string, string> = { "content-type": headers["content-type"]! };
    if (headers["content-length"]) kept["content-length"] = headers["content-length"];
    this.#response.writeHead(status, kept);
  }

  onResponseData(controller: Dispatcher.DispatchController, bytes: Buffer): void {
    if (this.#response.write(bytes)) return;
    controller.pause();
    this.#response.once("drain", () => controller.resume());
  }

  onResponseEnd(): void {
    this.#response.end();
  }

  onResponseError(): void {
    this.#response.destroy();
  }
}
