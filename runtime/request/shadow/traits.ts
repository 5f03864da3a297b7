/** What of an answer is compared: figures and names, never its text. Read out of what the provider said, whoever it was for. */
import type { Dialect } from "../../dialects/dialect.ts";
import {
  type Answer,
  callsOf,
  type FinishReason,
  type StreamReader,
  textOf,
  type Usage,
} from "../../operations/chat/answer.ts";
import { answerOfCall, CalledAnswerReader, type EmulatedFormat } from "../../operations/chat/emulated-format.ts";
import type { ChatRequest } from "../../operations/chat/request.ts";
import { isUseful } from "../../operations/chat/stream-steps.ts";
import { WholeOfStream } from "../../operations/chat/whole-of-stream.ts";
import { serverSentEvents } from "../../wire/framing.ts";
import { nextTurn } from "../../wire/next-turn.ts";
import { parseJson } from "../../wire/parse-json.ts";
import type { RawEvent } from "../../wire/sse.ts";
import { meets } from "./meets.ts";
import type { Recording } from "./recorder.ts";

export interface Traits {
  readonly finish: FinishReason;
  /** Names of the tools that are called, sorted. */
  readonly tools: readonly string[];
  /** Characters of text. */
  readonly length: number;
  /** The text has the form that was asked for; undefined where none was, or where nobody can tell. */
  readonly isFormed?: boolean | undefined;
  readonly usage?: Usage | undefined;
  /** Milliseconds, of a stream. */
  readonly firstToken?: number | undefined;
  /** Milliseconds. */
  readonly total: number;
}

export interface Reading {
  readonly recording: Recording;
  readonly dialect: Dialect;
  readonly request: ChatRequest;
  /** What its provider was asked for in place of the request's form. */
  readonly emulated?: EmulatedFormat | undefined;
}

export interface ReadAnswer {
  readonly traits: Traits;
  readonly parts: Answer["parts"];
}

/** Undefined where it is no answer that can be read, or was too long to be kept. */
export async function readAnswer(reading: Reading): Promise<ReadAnswer | undefined> {
  const { recording, request } = reading;
  const { contentType, pieces, isTooLong } = recording;
  const last = pieces.at(-1);
  if (isTooLong || !last) return undefined;
  const isJson = contentType.startsWith("application/json");
  const read = isJson ? { answer: wholeAnswer(reading) } : await streamedAnswer(reading);
  const { answer } = read;
  if (!answer) return undefined;
  const text = textOf(answer.parts, "text");
  const calls = callsOf(answer.parts);
  const traits: Traits = {
    finish: answer.finish,
    tools: calls.map(({ name }) => name).sort(),
    length: [...text].length,
    // Who calls a tool has not answered yet.
    isFormed: calls.length === 0 ? isFormed(text, request.format) : undefined,
    usage: answer.usage,
    ...("firstToken" in read && { firstToken: read.firstToken }),
    total: last.ms,
  };
  return { traits, parts: answer.parts };
}

function wholeAnswer({ recording: { pieces }, dialect, request, emulated }: Reading): Answer | undefined {
  const json = parseJson(Buffer.concat(pieces.map(({ bytes }) => bytes)).toString("utf8"));
  if (json === undefined) return undefined;
  const read = dialect.response(json, emulated?.request ?? request);
  if ("class" in read) return undefined;
  return emulated?.byTool ? answerOfCall(read) : read;
}

/** Bytes that are read in one turn of the loop: others are served between them. */
const SLICE = 32 * 1024;

async function streamedAnswer({ recording, dialect, request, emulated }: Reading): Promise<StreamedAnswer> {
  const { framing = serverSentEvents } = dialect;
  const frames = framing.reader();
  const sent = dialect.stream(emulated?.request ?? request);
  const stream = new ReadStream(emulated?.byTool ? new CalledAnswerReader(sent) : sent);
  let read = 0;
  for (const { ms, bytes } of recording.pieces) {
    for (const event of frames.pushRaw(bytes)) stream.take(event, ms);
    read += bytes.length;
    if (read < SLICE) continue;
    read = 0;
    await nextTurn();
  }
  const last = frames.end();
  if (last) stream.take(last, recording.pieces.at(-1)!.ms);
  return stream.end();
}

interface StreamedAnswer {
  readonly answer: Answer | undefined;
  readonly firstToken: number | undefined;
}

class ReadStream {
  readonly #reader: StreamReader;
  readonly #whole: WholeOfStream = new WholeOfStream();
  #firstToken: number | undefined;
  #hasFailed = false;

  constructor(reader: StreamReader) {
    this.#reader = reader;
  }

  take(raw: RawEvent, ms: number): void {
    const event = raw.read();
    for (const chunk of event ? this.#reader.read(event) : []) {
      if (chunk.kind === "failed") this.#hasFailed = true;
      if (isUseful(chunk)) this.#firstToken ??= ms;
      this.#whole.add(chunk);
    }
  }

  end(): StreamedAnswer {
    for (const chunk of this.#reader.end?.() ?? []) this.#whole.add(chunk);
    const answer = this.#hasFailed || !this.#reader.complete ? undefined : this.#whole.answer;
    return { answer, firstToken: this.#firstToken };
  }
}

function isFormed(text: string, format: ChatRequest["format"]): boolean | undefined {
  if (format === undefined) return undefined;
  const value = parseJson(text);
  if (value === undefined) return false;
  if (format.kind === "json") return typeof value === "object" && value !== null && !Array.isArray(value);
  return meets(format.schema, value);
}
