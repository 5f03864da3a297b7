/** Providers that do what a request's text tells them, and write down what they bill for it: whether or not anyone reads it. */
import type { ServerResponse } from "node:http";
import { provider } from "../../../running.ts";

/** What one of them does with one request: by its name, `cut@one`, or all of them, `refuse`. */
export type Does = "answer" | "refuse" | "fail" | "cut" | "break" | "hang" | "stall" | "silent";

export interface Bill {
  readonly provider: string;
  /** Billionths of a USD. */
  readonly nano: number;
  /** It said so, to its end. */
  readonly isTold: boolean;
}

/** Nano-USD of a token. */
export interface Rates {
  readonly input: number;
  readonly cached: number;
  readonly output: number;
}

/** Of all providers, by the id that a request says. */
export class Bills {
  readonly #bills = new Map<string, Bill[]>();
  /** From 0 up to 1. */
  readonly random: () => number;

  constructor(random: () => number) {
    this.random = random;
  }

  add(id: string, bill: Bill): void {
    this.#bills.set(id, [...this.of(id), bill]);
  }

  of(id: string): readonly Bill[] {
    return this.#bills.get(id) ?? [];
  }
}

/** Its origin. Texts of requests say `q7:cut@one,answer`. */
export function ratedProvider(name: string, rates: Rates, bills: Bills): Promise<string> {
  return provider((request, response, text) => {
    const [, id = "", orders = ""] = /(q\d+):([\w,@]+)/.exec(text) ?? [];
    const does = orderOf(orders, name);
    const body = JSON.parse(text) as {
      stream?: boolean;
      n?: number;
      tools?: object[];
      messages?: { content: unknown }[];
    };
    const isEmbeddings = request.url?.includes("embeddings") === true;
    const drawn = usageOf(bills.random, body.n ?? 1);
    // Nobody reads embeddings from a cache.
    const used = isEmbeddings ? { ...drawn, cached: 0 } : drawn;
    const output = isEmbeddings ? 0 : used.output;
    const nano = (used.input - used.cached) * rates.input + used.cached * rates.cached + output * rates.output;
    const isBilled = does !== "refuse" && does !== "fail";
    if (isBilled) bills.add(id, { provider: name, nano, isTold: does === "answer" || does === "hang" });
    const answer = { used, body, response };
    if (does === "refuse") refuse(response, 429);
    else if (does === "fail") refuse(response, 500);
    else if (does === "break") response.destroy();
    else if (does === "silent") return;
    else if (isEmbeddings) embeddings(answer, text);
    else if (body.stream) void stream(answer, does);
    else whole(answer, name);
  });
}

function orderOf(orders: string, name: string): Does {
  const all = orders.split(",").map((one) => one.split("@"));
  const own = all.find(([, at]) => at === name) ?? all.find(([, at]) => at === undefined);
  return (own?.[0] ?? "answer") as Does;
}

interface Used {
  readonly input: number;
  readonly cached: number;
  readonly output: number;
}

function usageOf(random: () => number, choices: number): Used {
  const input = 5 + Math.floor(random() * 60);
  return { input, cached: Math.floor(random() * 5), output: choices * (1 + Math.floor(random() * 20)) };
}

function said({ input, cached, output }: Used): object {
  return {
    ...{ prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
    prompt_tokens_details: { cached_tokens: cached },
  };
}

interface Answer {
  readonly used: Used;
  readonly body: { readonly n?: number; readonly tools?: object[] };
  readonly response: ServerResponse;
}

function refuse(response: ServerResponse, status: number): void {
  const error = { message: "No.", type: "error", code: null };
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ error }));
}

const head = { id: "c", created: 1, model: "m" };

function whole({ used, body, response }: Answer, name: string): void {
  const call = { id: "t", type: "function", function: { name: "answer", arguments: '{"a": 1}' } };
  const text = name === "law" ? '{"first": 5, "second": 7}' : '{"a": 1}';
  const message = body.tools ? { content: null, tool_calls: [call] } : { content: text };
  const reason = body.tools ? "tool_calls" : "stop";
  const choices = Array.from({ length: body.n ?? 1 }, (_, index) => ({
    ...{ index, message: { role: "assistant", ...message }, finish_reason: reason },
  }));
  json(response, { ...head, object: "chat.completion", choices, usage: said(used) });
}

function json(response: ServerResponse, body: object): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function embeddings({ used, response }: Answer, text: string): void {
  const { input } = JSON.parse(text) as { input: string[] };
  const data = input.map((_, index) => ({ object: "embedding", index, embedding: [0.5, -0.25] }));
  const usage = {
    prompt_tokens: used.input,
    total_tokens: used.input,
    prompt_tokens_details: { cached_tokens: used.cached },
  };
  json(response, { object: "list", model: "e", data, usage });
}

/** `hang`: all is there but its end. `stall`: one word, and nothing more. `cut`: the connection breaks behind two words. */
async function stream({ used, response }: Answer, does: Does): Promise<void> {
  const event = (more: object): void => {
    response.write(`data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", ...more })}\n\n`);
  };
  const word = (content: string, finish: string | null = null): void =>
    event({ choices: [{ index: 0, delta: { role: "assistant", content }, finish_reason: finish }] });
  response.writeHead(200, { "content-type": "text/event-stream" });
  word("Hello");
  if (does === "stall") return;
  word(" there");
  if (does === "cut") {
    await new Promise((resolve) => setTimeout(resolve, 30));
    response.destroy();
    return;
  }
  word("", "stop");
  event({ choices: [], usage: said(used) });
  if (does !== "hang") response.end("data: [DONE]\n\n");
}
