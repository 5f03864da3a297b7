/** What of an answer is compared: figures and names, never its text. Read out of what the provider said, whoever it was for. */
import { type Answer, callsOf, type FinishReason, textOf, type Usage } from "../../operations/chat/answer.ts";
import type { ChatRequest } from "../../operations/chat/request.ts";
import { parseJson } from "../../wire/parse-json.ts";
import { type Reading, readRecording } from "../recording/read-recording.ts";
import { meets } from "./meets.ts";

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

export interface ReadAnswer {
  readonly traits: Traits;
  readonly parts: Answer["parts"];
}

/** Undefined where it is no answer that can be read, or was too long to be kept. */
export async function readAnswer(reading: Reading): Promise<ReadAnswer | undefined> {
  const { recording, request } = reading;
  const read = await readRecording(reading);
  if (!read) return undefined;
  const { answer } = read;
  const text = textOf(answer.parts, "text");
  const calls = callsOf(answer.parts);
  const traits: Traits = {
    finish: answer.finish,
    tools: calls.map(({ name }) => name).sort(),
    length: [...text].length,
    // Who calls a tool has not answered yet.
    isFormed: calls.length === 0 ? isFormed(text, request.format) : undefined,
    usage: answer.usage,
    ...(read.firstToken !== undefined && { firstToken: read.firstToken }),
    total: recording.pieces.at(-1)!.ms,
  };
  return { traits, parts: answer.parts };
}

function isFormed(text: string, format: ChatRequest["format"]): boolean | undefined {
  if (format === undefined) return undefined;
  const value = parseJson(text);
  if (value === undefined) return false;
  if (format.kind === "json") return typeof value === "object" && value !== null && !Array.isArray(value);
  return meets(format.schema, value);
}
