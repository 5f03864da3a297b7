import { onTestFinished } from "vitest";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/start-simulator.ts";
import type { SimulatorDialect } from "../../simulator/wires.ts";

export const dialects: readonly SimulatorDialect[] = ["openai", "anthropic"];

/** A simulator that is closed after the test. */
export async function start(options: SimulatorOptions): Promise<Simulator> {
  const simulator = await startSimulator(options);
  onTestFinished(() => simulator.close());
  return simulator;
}

export interface Asking {
  readonly body?: object | string;
  readonly headers?: Record<string, string>;
  readonly path?: string;
  readonly signal?: AbortSignal;
}

/** Sends a valid request of the simulator's dialect with some members replaced. */
export function ask(simulator: Simulator, asking: Asking = {}): Promise<Response> {
  const { body = {}, headers = {}, signal } = asking;
  const path = asking.path ?? (simulator.dialect === "openai" ? "/v1/chat/completions" : "/v1/messages");
  return fetch(simulator.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...keyHeaders[simulator.dialect], ...headers },
    body: typeof body === "string" ? body : JSON.stringify({ ...smallest[simulator.dialect], ...body }),
    signal: signal ?? null,
  });
}

/** A user message. */
export function says(text: string): { messages: object[] } {
  return { messages: [{ role: "user", content: text }] };
}

/** The body as JSON of a shape that the test then proves. */
export async function readJson<T>(response: Response): Promise<T> {
  return (await response.json()) as T;
}

export interface ReadEvent {
  readonly type: string;
  readonly data: string;
}

/** The events of a complete stream. */
export function readEvents(text: string): ReadEvent[] {
  const blocks = text.split("\n\n").filter((block) => block !== "");
  return blocks.map((block) => ({
    type: /^event: (.*)$/m.exec(block)?.[1] ?? "",
    data: /^data: (.*)$/m.exec(block)?.[1] ?? "",
  }));
}

/** What arrives of a body before its connection breaks. */
export async function readBroken(response: Response): Promise<{ text: string; broke: boolean }> {
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const part of response.body ?? []) text += decoder.decode(part, { stream: true });
    return { text, broke: false };
  } catch {
    return { text, broke: true };
  }
}

const keyHeaders: Partial<Record<SimulatorDialect, Record<string, string>>> = {
  openai: { authorization: "Bearer test-key" },
  anthropic: { "x-api-key": "test-key", "anthropic-version": "2023-06-01" },
};

const smallest: Partial<Record<SimulatorDialect, object>> = {
  openai: { model: "model-a", ...says("Hello there") },
  anthropic: { model: "model-a", max_tokens: 1000, ...says("Hello there") },
};
