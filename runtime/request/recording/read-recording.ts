/** The neutral answer out of what a provider said, whoever it was for. */
import type { Dialect } from "../../dialects/dialect.ts";
import type { Answer, StreamReader } from "../../operations/chat/answer.ts";
import { answerOfCall, CalledAnswerReader, type EmulatedFormat } from "../../operations/chat/emulated-format.ts";
import type { ChatRequest } from "../../operations/chat/request.ts";
import { isUseful } from "../../operations/chat/stream-steps.ts";
import { WholeOfStream } from "../../operations/chat/whole-of-stream.ts";
import { serverSentEvents } from "../../wire/framing.ts";
import { nextTurn } from "../../wire/next-turn.ts";
import { parseJson } from "../../wire/parse-json.ts";
import type { RawEvent } from "../../wire/sse.ts";
import type { Recording } from "./recorder.ts";

export interface Reading {
  readonly recording: Recording;
  readonly dialect: Dialect;
  readonly request: ChatRequest;
  /** What its provider was asked for in place of the request's form. */
  readonly emulated?: EmulatedFormat | undefined;
}

export interface RecordedAnswer {
  readonly answer: Answer;
  /** Milliseconds, of a stream. */
  readonly firstToken?: number | undefined;
}

/** Undefined where it is no answer that can be read, or was too long to be kept. */
export async function readRecording(reading: Reading): Promise<RecordedAnswer | undefined> {
  const { contentType, pieces, isTooLong } = reading.recording;
  if (isTooLong || pieces.length === 0) return undefined;
  const isJson = contentType.startsWith("application/json");
  const read = isJson ? { answer: wholeAnswer(reading) } : await streamedAnswer(reading);
  return read.answer && { ...read, answer: read.answer };
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
  readonly firstToken?: number | undefined;
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
