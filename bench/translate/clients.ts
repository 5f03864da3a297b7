/** The same question as the clients of each endpoint ask it, and the text of what they are answered. */
import { answerText } from "../proxy/answer-text.ts";

export interface BenchClient {
  path: string;
  /** `model` is a route's name. */
  body(model: string, text: string, stream: boolean): object;
  /** The text of a whole answer, or of a stream. */
  text(answer: string, stream: boolean): string;
}

const SYSTEM = "You are brief.";

export const clients = {
  chat: {
    path: "/v1/chat/completions",
    body: (model, text, stream) => ({
      model,
      messages: [
        { role: "system", content: SYSTEM },
        { role: "user", content: text },
      ],
      max_tokens: 1_000,
      ...(stream && { stream, stream_options: { include_usage: true } }),
    }),
    text: answerText,
  },
  messages: {
    path: "/v1/messages",
    body: (model, text, stream) => ({
      model,
      system: SYSTEM,
      messages: [{ role: "user", content: text }],
      max_tokens: 1_000,
      ...(stream && { stream }),
    }),
    text: answerText,
  },
  responses: {
    path: "/v1/responses",
    body: (model, text, stream) => ({
      model,
      instructions: SYSTEM,
      input: text,
      store: false,
      max_output_tokens: 1_000,
      ...(stream && { stream }),
    }),
    text: responsesText,
  },
} satisfies Record<string, BenchClient>;

export type ClientName = keyof typeof clients;

interface WholeResponse {
  output: { content?: { text?: string }[] }[];
}

interface ResponseEvent {
  type: string;
  delta?: string;
}

function responsesText(answer: string, stream: boolean): string {
  if (!stream) {
    const { output } = JSON.parse(answer) as WholeResponse;
    return output.flatMap(({ content = [] }) => content.map(({ text = "" }) => text)).join("");
  }
  const data = answer.split("\n").filter((line) => line.startsWith("data: "));
  const events = data.map((line) => JSON.parse(line.slice("data: ".length)) as ResponseEvent);
  return events.map(({ type, delta = "" }) => (type === "response.output_text.delta" ? delta : "")).join("");
}
