/** Answers of providers that nobody thought of: recorded ones with something changed, in pieces, cut off. */
import fc from "fast-check";
import type { Answered } from "../../endpoints/bad-input/answers.ts";
import { apply, type Change, change } from "../../endpoints/bad-input/random-changes.ts";
import { eventFrame } from "../../wire/aws-frames.ts";
import { type RecordedEvent, recordedAnswers } from "./recorded-answers.ts";

/** Which dialect's fixtures a provider answers with, and how its streams are framed. */
export const providers: Readonly<Record<string, { folders: string[]; framing: keyof typeof framings }>> = {
  openai: { folders: ["openai"], framing: "sse" },
  azure: { folders: ["openai"], framing: "sse" },
  anthropic: { folders: ["anthropic"], framing: "sse" },
  vertexclaude: { folders: ["anthropic"], framing: "sse" },
  gemini: { folders: ["gemini", "vertex"], framing: "sse" },
  vertex: { folders: ["gemini", "vertex"], framing: "sse" },
  bedrock: { folders: ["bedrock-converse"], framing: "frames" },
  cohere: { folders: ["cohere"], framing: "sse" },
  ollama: { folders: ["ollama"], framing: "lines" },
};

const framings = {
  sse: ["text/event-stream", ({ name, data }: RecordedEvent) => Buffer.from(sse(name, text(data)))],
  lines: ["application/x-ndjson", ({ data }: RecordedEvent) => Buffer.from(`${text(data)}\n`)],
  frames: ["application/vnd.amazon.eventstream", frameOf],
} as const;

function sse(name: string | undefined, data: string): string {
  return `${name === undefined ? "" : `event: ${name}\n`}data: ${data}\n\n`;
}

function text(data: unknown): string {
  return typeof data === "string" && !data.startsWith("{") ? data : JSON.stringify(data);
}

function frameOf({ name = "", data }: RecordedEvent): Buffer {
  return eventFrame(name, typeof data === "object" && data !== null ? data : { data });
}

export interface RandomAnswer {
  provider: string;
  isStream: boolean;
  answer: Answered;
}

type EventChange = { kind: "within"; at: number; change: Change } | { kind: "drop" | "twice" | "swap"; at: number };

const at = fc.nat(1_000);
const eventChange: fc.Arbitrary<EventChange> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("within" as const), at, change }) },
  fc.record({ kind: fc.constantFrom("drop" as const, "twice" as const, "swap" as const), at }),
);
const cut = fc.option(fc.nat(3_000), { freq: 4 });
const piece = fc.option(fc.integer({ min: 1, max: 40 }), { freq: 3 });

export const randomAnswer: fc.Arbitrary<RandomAnswer> = fc.constantFrom(...Object.keys(providers)).chain((provider) => {
  const { folders, framing } = providers[provider]!;
  const { bodies, streams } = recordedAnswers(folders);
  const whole = fc
    .record({ body: fc.constantFrom(...bodies), changes: fc.array(change, { maxLength: 3 }), cut, piece })
    .map((made) => {
      const body: unknown = structuredClone(made.body);
      for (const each of made.changes) apply(body, each, bodies);
      return answered("application/json", Buffer.from(JSON.stringify(body)), made);
    });
  const stream = fc
    .record({ events: fc.constantFrom(...streams), changes: fc.array(eventChange, { maxLength: 4 }), cut, piece })
    .map((made) => {
      const [type, write] = framings[framing];
      const events = made.changes.reduce((all, each) => changed(all, each, streams), structuredClone(made.events));
      return answered(type, Buffer.concat(events.map(write)), made);
    });
  return fc
    .tuple(fc.boolean(), whole, stream)
    .map(([isStream, one, other]) => ({ provider, isStream, answer: isStream ? other : one }));
});

function answered(type: string, bytes: Buffer, made: { cut: number | null; piece: number | null }): Answered {
  const kept = made.cut === null ? bytes : bytes.subarray(0, made.cut);
  return { type, bytes: kept, ...(made.piece !== null && { piece: made.piece }) };
}

function changed(events: RecordedEvent[], each: EventChange, others: readonly unknown[]): RecordedEvent[] {
  if (events.length === 0) return events;
  const index = each.at % events.length;
  const event = events[index]!;
  switch (each.kind) {
    case "within":
      if (typeof event.data === "object" && event.data !== null) apply(event.data, each.change, others);
      return events;
    case "drop":
      return events.toSpliced(index, 1);
    case "twice":
      return events.toSpliced(index, 0, structuredClone(event));
    case "swap":
      return [...events.slice(index + 1), ...events.slice(0, index + 1)];
  }
  return each satisfies never;
}

/** The recorded streams of a provider, each in one piece. */
export function recordedStreams(provider: string): Answered[] {
  const { folders, framing } = providers[provider]!;
  const [type, write] = framings[framing];
  return recordedAnswers(folders).streams.map((events) => ({ type, bytes: Buffer.concat(events.map(write)) }));
}
