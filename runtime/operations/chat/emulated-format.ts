/** An answer of a given form from a model that cannot be held to one: as the arguments of a tool that it must call, else in words. */
import { ANSWER_TOOL, ANSWER_TOOL_ABOUT, BY_SCHEMA, ONLY_JSON } from "../../../semantics/emulation.ts";
import type { Answer, AnswerPart, Chunk, StreamReader } from "./answer.ts";
import type { ChatRequest, Message } from "./request.ts";

export interface EmulatedFormat {
  /** Without the form. */
  readonly request: ChatRequest;
  /** The answer comes as the arguments of a call. */
  readonly byTool: boolean;
}

type Format = NonNullable<ChatRequest["format"]>;

/** `takesTools`: the model can be made to call one. */
export function emulateFormat(request: ChatRequest, format: Format, takesTools: boolean): EmulatedFormat {
  const { format: _, ...rest } = request;
  const schema = format.kind === "json" ? { type: "object" } : format.schema;
  if (!takesTools || !isAlone(request) || !isObjects(schema)) return { request: inWords(rest, format), byTool: false };
  const tool = { name: ANSWER_TOOL, description: ANSWER_TOOL_ABOUT, parameters: schema };
  return { request: { ...rest, tools: [tool], toolChoice: { name: ANSWER_TOOL } }, byTool: true };
}

/** With tools of the client's own the model must be free to call them; while it thinks it cannot be made to call one. */
function isAlone({ tools, messages, reasoningEffort = "none" }: ChatRequest): boolean {
  const hasCalls = messages.some(({ role }) => role === "tool");
  return tools.length === 0 && !hasCalls && reasoningEffort === "none";
}

/** The arguments of a call are an object. */
function isObjects(schema: object): boolean {
  return (schema as { type?: unknown }).type === "object";
}

function inWords(request: ChatRequest, format: Format): ChatRequest {
  const rule = format.kind === "json" ? "" : `${BY_SCHEMA}${JSON.stringify(format.schema)}`;
  const told: Message = { role: "system", parts: [{ kind: "text", text: `${ONLY_JSON}${rule}` }] };
  const head = request.messages.findIndex(({ role }) => role !== "system");
  const at = head < 0 ? request.messages.length : head;
  return { ...request, messages: request.messages.toSpliced(at, 0, told) };
}

/** The call is the answer: what is said beside it would be in the way of who reads the form. */
export function answerOfCall(answer: Answer): Answer {
  const first = answer.parts.find(isAnswer);
  if (first === undefined) return answer;
  const rest = answer.parts.filter(({ kind }) => kind !== "tool-call" && kind !== "text");
  return { ...answer, parts: [...rest, { kind: "text", text: first.arguments }], finish: finishOf(answer.finish) };
}

function isAnswer(part: AnswerPart): part is Extract<AnswerPart, { kind: "tool-call" }> {
  return part.kind === "tool-call" && part.name === ANSWER_TOOL;
}

function finishOf(finish: Answer["finish"]): Answer["finish"] {
  return finish === "tool-calls" ? "stop" : finish;
}

/** Characters of text that wait for a call. */
const MOST_HELD = 256 * 1024;

/** The same of a stream: text waits until the call begins, which it gives way to, or there is none. Of several calls the first is the answer. */
export class CalledAnswerReader implements StreamReader {
  readonly #reader: StreamReader;
  #answer: number | undefined;
  #held: string[] = [];
  #heldLength = 0;

  constructor(reader: StreamReader) {
    this.#reader = reader;
  }

  get complete(): boolean {
    return this.#reader.complete;
  }

  read(event: Parameters<StreamReader["read"]>[0]): Chunk[] {
    return this.#reader.read(event).flatMap((chunk) => this.#told(chunk));
  }

  end(): Chunk[] {
    const last = (this.#reader.end?.() ?? []).flatMap((chunk) => this.#told(chunk));
    return [...last, ...this.#letGo()];
  }

  #told(chunk: Chunk): Chunk[] {
    switch (chunk.kind) {
      case "tool-call":
        if (chunk.name === ANSWER_TOOL) this.#begin(chunk.index);
        return [];
      case "tool-arguments":
        return chunk.index === this.#answer && chunk.json !== "" ? [{ kind: "text", text: chunk.json }] : [];
      case "text":
        return this.#hold(chunk.text);
      case "finish":
        return [...this.#letGo(), { ...chunk, finish: finishOf(chunk.finish) }];
      default:
        return [chunk];
    }
  }

  #begin(index: number): void {
    this.#answer ??= index;
    this.#held = [];
  }

  #hold(text: string): Chunk[] {
    if (this.#answer !== undefined) return [];
    this.#held.push(text);
    this.#heldLength += text.length;
    return this.#heldLength > MOST_HELD ? this.#letGo() : [];
  }

  /** There is no call, or it comes too late. */
  #letGo(): Chunk[] {
    const text = this.#held.join("");
    this.#held = [];
    return text === "" ? [] : [{ kind: "text", text }];
  }
}
