/** What is sent and what comes back, case by case. The bodies are the simulator's, filled up to their size. */

import * as messages from "../../simulator/anthropic/answer.ts";
import { serverSentEvents } from "../../simulator/framing.ts";
import * as completions from "../../simulator/openai/answer.ts";
import { seededRandom } from "../../simulator/random.ts";
import { words } from "../../simulator/words.ts";
import type { BenchRoute } from "./policy.ts";
import { filler, framed, type Prepared, turnOf } from "./prepared.ts";

export interface ProxyCase {
  name: string;
  route: BenchRoute;
  /** What the upstream speaks; clients always speak `openai`. */
  dialect: "openai" | "anthropic";
  requestBody: string;
  prepared: Prepared;
  /** Requests at a time, where CPU is measured. */
  concurrency: number;
  /** CPU per request to that of the floor: what the runtime is held to, where it is. */
  most: number | undefined;
  /** The text of the answer, which must arrive whatever is in between. */
  text: string;
}

const EVENTS = 100;

/** Measured on version 0.1.0, before all was counted and scanned that is sent; and less where the goal is higher. */
const most: Readonly<Record<string, number>> = {
  "one: 1 KB": 2,
  "one: 10 KB": 2.5,
  "one: 100 KB": 1.7,
  "one: stream, at once": 3.8,
  "one: 200 slow streams": 1.2,
  "six: 1 KB": 3,
  "six: 10 KB": 3.9,
  "six: 100 KB": 4.4,
  "six: stream, at once": 3.8,
  "six: 200 slow streams": 1.3,
};

const CONCURRENCY = 16;
const SLOW = { concurrency: 200, pause: 5 };

export function proxyCases(): ProxyCase[] {
  return [
    ...(["one", "six"] as const).flatMap((route) => [
      wholeCase("1 KB", route, 1),
      wholeCase("10 KB", route, 10),
      wholeCase("100 KB", route, 100),
      streamCase("stream, one by one", route, { pause: 0 }),
      streamCase("stream, at once", route),
      streamCase("200 slow streams", route, SLOW),
    ]),
    wholeCase("1 KB", "translated", 1),
    streamCase("stream, one by one", "translated", { pause: 0 }),
  ];
}

const answers = { openai: completions, anthropic: messages };
const dialects = { one: "openai", six: "openai", translated: "anthropic" } as const;

function wholeCase(size: string, route: BenchRoute, kilobytes: number): ProxyCase {
  const dialect = dialects[route];
  const body = (text: string) => JSON.stringify(answers[dialect].toBody(turnOf(text)));
  const text = filler(kilobytes * 1024 - body("").length);
  const prepared = { stream: false, type: "application/json", pieces: [Buffer.from(body(text))] };
  const name = `${route}: ${size}`;
  return {
    name,
    most: most[name],
    concurrency: CONCURRENCY,
    route,
    dialect,
    requestBody: requestBody(route, kilobytes, false),
    prepared,
    text,
  };
}

function streamCase(
  kind: string,
  route: BenchRoute,
  { concurrency = CONCURRENCY, pause }: { concurrency?: number; pause?: number } = {},
): ProxyCase {
  const dialect = dialects[route];
  const text = words(seededRandom("stream"), EVENTS);
  const pieces = framed(answers[dialect].toEvents(turnOf(text)), serverSentEvents);
  const prepared = { stream: true, type: "text/event-stream", pieces, ...(pause !== undefined && { pause }) };
  const name = `${route}: ${kind}`;
  return {
    name,
    most: most[name],
    concurrency,
    route,
    dialect,
    requestBody: requestBody(route, 1, true),
    prepared,
    text,
  };
}

/** A conversation in turns of up to 2,000 characters. */
function requestBody(route: BenchRoute, kilobytes: number, stream: boolean): string {
  const body = (text: string) => {
    const turns = text.match(/.{1,2000}/gs) ?? [""];
    const messages = turns.map((content, i) => ({
      role: (turns.length - i) % 2 === 1 ? "user" : "assistant",
      content,
    }));
    const streaming = stream ? { stream, stream_options: { include_usage: true } } : {};
    const system = { role: "system", content: "You are brief." };
    return JSON.stringify({ model: route, messages: [system, ...messages], temperature: 0.2, ...streaming });
  };
  const size = kilobytes * 1024;
  const over = body(filler(size)).length - size;
  return body(filler(size - over));
}
