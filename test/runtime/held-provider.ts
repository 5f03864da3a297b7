/** A provider that answers nothing until it is told to. */
import { expect } from "vitest";
import { provider } from "./running.ts";

export interface HeldProvider {
  readonly url: string;
  /** What it was asked, in order: the text of each first message. */
  readonly asked: string[];
  /** Lets it answer so many requests, as they come. */
  answer(count: number): Promise<void>;
}

export async function heldProvider(): Promise<HeldProvider> {
  const asked: string[] = [];
  const held: (() => void)[] = [];
  const url = await provider((_request, response, body) => {
    const { messages } = JSON.parse(body) as { messages: { content: string }[] };
    asked.push(messages[0]?.content ?? "");
    held.push(() => void response.writeHead(200, { "content-type": "application/json" }).end(whole));
  });
  const answer = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      await expect.poll(() => held.length).toBeGreaterThan(0);
      held.shift()?.();
    }
  };
  return { url, asked, answer };
}

const whole = JSON.stringify({ choices: [{ message: { role: "assistant", content: "ok" }, finish_reason: "stop" }] });
