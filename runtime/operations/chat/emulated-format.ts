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

/** The call is the answer. */
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

/** The same of a stream. Of several calls the first is the answer. */
export class CalledAnswerReader implements StreamReader {
  readonly #reader: StreamReader;
  #answer: number | undefined;

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
    return (this.#reader.end?.() ?? []).flatMap((chunk) => this.#told(chunk));
  }

  #told(chunk: Chunk): Chunk[] {
    switch (chunk.kind) {
      case "tool-call":
        if (chunk.name === ANSWER_TOOL) this.#answer ??= chunk.index;
        return [];
      case "tool-arguments":
        return chunk.index === this.#answer && chunk.json !== "" ? [{ kind: "text", text: chunk.json }] : [];
      case "finish":
        return [{ ...chunk, finish: finishOf(chunk.finish) }];
      default:
        return [chunk];
    }
  }
}
