/** What is sent and what comes back, case by case. The bodies are the simulator's, filled up to their size. */
import { anthropicWire } from "../../simulator/anthropic/wire.ts";
import { openaiWire } from "../../simulator/openai/wire.ts";
import { randomId, seededRandom } from "../../simulator/random.ts";
import { toTokens } from "../../simulator/tokens.ts";
import type { Turn } from "../../simulator/wire.ts";
import { sentences, words } from "../../simulator/words.ts";
import { routes } from "./policy.ts";

/** What the upstream sends for every request of a case. */
export interface Prepared {
  stream: boolean;
  /** The body in one piece, or one piece per event. */
  pieces: string[];
  /** Each event is written in a turn of its own. */
  spaced: boolean;
}

export interface ProxyCase {
  name: string;
  /** What the upstream speaks; clients always speak `openai`. */
  dialect: "openai" | "anthropic";
  requestBody: string;
  prepared: Prepared;
  /** The text of the answer, which must arrive whatever is in between. */
  text: string;
}

const EVENTS = 100;

export function proxyCases(): ProxyCase[] {
  return [
    wholeCase("1 KB", "openai", 1),
    wholeCase("10 KB", "openai", 10),
    wholeCase("100 KB", "openai", 100),
    streamCase("stream, one by one", "openai", true),
    streamCase("stream, at once", "openai", false),
    wholeCase("1 KB, translated", "anthropic", 1),
    streamCase("stream, one by one, translated", "anthropic", true),
  ];
}

const wires = { openai: openaiWire, anthropic: anthropicWire };

function wholeCase(name: string, dialect: ProxyCase["dialect"], kilobytes: number): ProxyCase {
  const body = (text: string) => JSON.stringify(wires[dialect].toBody(turnOf(text)));
  const text = filler(kilobytes * 1024 - body("").length);
  const prepared = { stream: false, pieces: [body(text)], spaced: false };
  return { name, dialect, requestBody: requestBody(dialect, kilobytes, false), prepared, text };
}

function streamCase(name: string, dialect: ProxyCase["dialect"], spaced: boolean): ProxyCase {
  const text = words(seededRandom("stream"), EVENTS);
  const pieces = [...wires[dialect].toEvents(turnOf(text))].map((event) => event.text);
  return {
    name,
    dialect,
    requestBody: requestBody(dialect, 1, true),
    prepared: { stream: true, pieces, spaced },
    text,
  };
}

/** A conversation in turns of up to 2,000 characters. */
function requestBody(dialect: ProxyCase["dialect"], kilobytes: number, stream: boolean): string {
  const body = (text: string) => {
    const turns = text.match(/.{1,2000}/gs) ?? [""];
    const messages = turns.map((content, i) => ({
      role: (turns.length - i) % 2 === 1 ? "user" : "assistant",
      content,
    }));
    const streaming = stream ? { stream, stream_options: { include_usage: true } } : {};
    const system = { role: "system", content: "You are brief." };
    return JSON.stringify({ model: routes[dialect], messages: [system, ...messages], temperature: 0.2, ...streaming });
  };
  const size = kilobytes * 1024;
  const over = body(filler(size)).length - size;
  return body(filler(size - over));
}

function turnOf(text: string): Turn {
  const random = seededRandom("ids");
  const tokens = toTokens(text);
  return {
    question: {
      model: "prepared",
      lastText: "",
      lastIsToolResult: false,
      promptTokens: 200,
      maxTokens: undefined,
      stop: [],
      stream: true,
      streamUsage: true,
      tools: [],
      toolChoice: "auto",
      parallelTools: true,
      format: undefined,
    },
    answer: { text: tokens, calls: [], tokens: tokens.length, finish: "stop" },
    created: 1_750_000_000,
    newId: (prefix, length) => randomId(random, prefix, length),
  };
}

function filler(length: number): string {
  return sentences(seededRandom("filler"), Math.ceil(length / 3)).slice(0, length);
}
