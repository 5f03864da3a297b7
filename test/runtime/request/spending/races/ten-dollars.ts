/** A provider whose every answer is billed with 10 USD, and the table that says so: a hold is 10 USD, too. */
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { runtimeFeatures } from "../../../../../semantics/runtime-features.ts";
import { compileFiles } from "../../../../compiler/in-memory.ts";

/** Micro-USD. */
export const BILL = 10_000_000;
export const LIMIT = 1_000_000_000;

/** One USD for a thousand tokens of output, of which there are ten thousand. */
const overlay = `models:
  openai/gpt-5.4-mini: { price: { input: 0, output: 1000 } }
`;
const policy = `import { policy, usd } from "pointsman";
export default policy({
  metadata: { group: "string" },
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { inputTokens: 1000, outputTokens: 10_000 } } },
  budgets: { group: { per: (r) => r.metadata.group, limit: usd(1000), window: "total" } },
});
`;

export function tenDollarTable(): string {
  const files = { "routes.ts": policy, "catalog.yaml": overlay };
  return compileFiles(files, { runtime: runtimeFeatures }).table!.text;
}

/** As the store has them. */
export function accountOf(group: string): string {
  return `group metadata.group total ${group}`;
}

export class TenDollarProvider {
  /** By group, answers that were billed. */
  readonly billed = new Map<string, number>();
  readonly #server: Server;
  /** Milliseconds until an answer; undefined: it waits for `release`. */
  readonly #delay: (() => number) | undefined;
  readonly #waiting: (() => void)[] = [];
  #isReleased = false;

  constructor(delay?: () => number) {
    this.#delay = delay;
    this.#server = createServer(async (request, response) => {
      let text = "";
      try {
        for await (const piece of request.setEncoding("utf8")) text += piece as string;
      } catch {
        return;
      }
      const { messages } = JSON.parse(text) as { messages: { content: string }[] };
      this.#answer(response, messages.at(-1)!.content);
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Requests that are not answered yet. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Those that come later are answered at once. */
  release(): void {
    this.#isReleased = true;
    for (const answer of this.#waiting.splice(0)) answer();
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #answer(response: ServerResponse, group: string): void {
    // From here on it is billed, whether or not anyone reads it.
    this.billed.set(group, (this.billed.get(group) ?? 0) + 1);
    const answer = (): void => {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answered));
    };
    if (this.#delay) setTimeout(answer, this.#delay());
    else if (this.#isReleased) answer();
    else this.#waiting.push(answer);
  }
}

const answered = {
  ...{ id: "x", object: "chat.completion", created: 1, model: "m" },
  choices: [{ index: 0, message: { role: "assistant", content: "Hi." }, finish_reason: "stop" }],
  usage: { prompt_tokens: 5, completion_tokens: 10_000, total_tokens: 10_005 },
};
