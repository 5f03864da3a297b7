/** Deployments on loopback that answer, or fail, as they are told, and remember in which order they were asked. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A status with the body of an error, a connection that is cut, or silence. */
export type Fault = number | "cut" | "silent" | "content" | "context";

export interface Deployments {
  readonly port: number;
  /** Names of models in the order in which they were asked. */
  readonly asked: string[];
  /** By model: what its next answers are; the last one goes on. Absent: it answers. */
  faults: Readonly<Record<string, readonly (Fault | "ok")[]>>;
  close(): Promise<void>;
}

export async function startDeployments(): Promise<Deployments> {
  const asked: string[] = [];
  const state = { faults: {} as Deployments["faults"] };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => void parts.push(part));
    request.on("end", () => {
      const { model } = JSON.parse(Buffer.concat(parts).toString()) as { model: string };
      const before = asked.filter((name) => name === model).length;
      asked.push(model);
      const faults = state.faults[model] ?? [];
      const fault = faults[Math.min(before, faults.length - 1)] ?? "ok";
      if (fault === "silent") return;
      if (fault === "cut") return void request.socket.destroy();
      const { status, body } = fault === "ok" ? { status: 200, body: answer(model) } : refusal(fault);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    get faults() {
      return state.faults;
    },
    set faults(faults) {
      state.faults = faults;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function answer(model: string): object {
  const message = { role: "assistant", content: `from ${model}` };
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1,
    model,
    choices: [{ index: 0, message, finish_reason: "stop" }],
    usage: { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 },
  };
}

function refusal(fault: Exclude<Fault, "cut" | "silent">): { status: number; body: object } {
  const error = (message: string, code: string | null) => ({
    error: { message, type: "invalid_request_error", param: null, code },
  });
  if (fault === "content") {
    return {
      status: 400,
      body: error(
        "Invalid prompt: it was flagged as potentially violating our usage policy.",
        "content_policy_violation",
      ),
    };
  }
  if (fault === "context") {
    const message = "This model's maximum context length is 5 tokens. However, your messages resulted in 9 tokens.";
    return { status: 400, body: error(message, "context_length_exceeded") };
  }
  return { status: fault, body: error(`Status ${fault}`, null) };
}
