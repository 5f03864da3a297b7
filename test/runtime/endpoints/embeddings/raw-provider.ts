/** A provider of embeddings that keeps what it is asked, and answers by a rule of its own. */
import { provider } from "../../running.ts";

export interface AskedForVectors {
  model: string;
  input: string | string[] | number[] | number[][];
  [name: string]: unknown;
}

/** Two numbers that tell one input from another: its length, and its first character or id. */
export function vectorFor(input: string | number[]): number[] {
  return [input.length, typeof input === "string" ? input.codePointAt(0)! / 128 : input[0]!];
}

export function inputsOf({ input }: AskedForVectors): (string | number[])[] {
  if (typeof input === "string") return [input];
  return typeof input[0] === "number" ? [input as number[]] : (input as string[] | number[][]);
}

/** Little-endian, as a client would read it on any machine. */
export function base64Of(vector: number[]): string {
  const view = new DataView(new ArrayBuffer(vector.length * 4));
  for (const [i, number] of vector.entries()) view.setFloat32(i * 4, number, true);
  return Buffer.from(view.buffer).toString("base64");
}

export type Made = (asked: AskedForVectors) => { status?: number; body: object };

export async function vectors(made: Made): Promise<{ url: string; asked: AskedForVectors[]; raw: string[] }> {
  const asked: AskedForVectors[] = [];
  const raw: string[] = [];
  const url = await provider((_, response, text) => {
    raw.push(text);
    asked.push(JSON.parse(text) as AskedForVectors);
    const { status = 200, body } = made(asked.at(-1)!);
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  });
  return { url, asked, raw };
}

/** Answers as OpenAI does: base64 where it is asked for. */
export const obedient: Made = (asked) => {
  const inputs = inputsOf(asked);
  const data = inputs.map((input, index) => ({
    object: "embedding",
    index,
    embedding: asked.encoding_format === "base64" ? base64Of(vectorFor(input)) : vectorFor(input),
  }));
  const tokens = inputs.reduce((sum, { length }) => sum + length, 0);
  return { body: { object: "list", data, model: asked.model, usage: { prompt_tokens: tokens, total_tokens: tokens } } };
};
