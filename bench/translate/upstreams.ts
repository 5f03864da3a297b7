/** What the upstream answers in each dialect: the simulator's answers, all of the same text. */
import * as anthropic from "../../simulator/anthropic/answer.ts";
import * as converse from "../../simulator/bedrock-converse/answer.ts";
import { eventStream } from "../../simulator/bedrock-converse/event-stream.ts";
import type { Turn } from "../../simulator/chat.ts";
import * as cohere from "../../simulator/cohere/answer.ts";
import { type Framing, jsonLines, serverSentEvents, type WireEvent } from "../../simulator/framing.ts";
import * as gemini from "../../simulator/gemini/answer.ts";
import * as ollama from "../../simulator/ollama/answer.ts";
import * as openai from "../../simulator/openai/answer.ts";
import { framed, type Prepared, turnOf } from "../proxy/prepared.ts";
import type { BenchDialect } from "./policy.ts";

interface Answers {
  toBody(turn: Turn): object;
  toEvents(turn: Turn): Iterable<WireEvent>;
  framing: Framing;
}

const dialects: Readonly<Record<BenchDialect, Answers>> = {
  openai: { ...openai, framing: serverSentEvents },
  anthropic: { ...anthropic, framing: serverSentEvents },
  gemini: { toBody: gemini.toBody("developer"), toEvents: gemini.toEvents("developer"), framing: serverSentEvents },
  "bedrock-converse": { ...converse, framing: eventStream },
  cohere: { ...cohere, framing: serverSentEvents },
  ollama: { ...ollama, framing: jsonLines },
};

/** A stream has a pause as in `Prepared`. */
export function preparedIn(dialect: BenchDialect, text: string, stream: boolean, pause?: number): Prepared {
  const { toBody, toEvents, framing } = dialects[dialect];
  const turn = turnOf(text);
  if (!stream) return { stream, type: "application/json", pieces: [Buffer.from(JSON.stringify(toBody(turn)))] };
  const type = framing.headers["content-type"]!;
  return { stream, type, pieces: framed(toEvents(turn), framing), ...(pause !== undefined && { pause }) };
}
