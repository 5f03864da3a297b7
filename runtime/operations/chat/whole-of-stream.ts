/** The neutral answer out of the chunks of its stream. */
import type { Answer, AnswerPart, AnswerToolCall, Chunk, Usage } from "./answer.ts";

export class WholeOfStream {
  readonly #parts: AnswerPart[] = [];
  readonly #calls = new Map<number, AnswerToolCall>();
  #finish: Pick<Answer, "finish" | "stopSequence"> = { finish: "stop" };
  #usage: Usage | undefined;

  /** In the order of the stream; `failed` is for others. */
  add(chunk: Chunk): void {
    switch (chunk.kind) {
      case "text":
      case "refusal":
        this.#addText(chunk.kind, chunk.text);
        break;
      case "reasoning":
        this.#addReasoning(chunk.text);
        break;
      case "proof":
        this.#addProof(chunk.proof);
        break;
      case "tool-call":
        this.#addCall(chunk);
        break;
      case "tool-arguments":
        this.#addArguments(chunk);
        break;
      case "finish":
        this.#finish = endOf(chunk);
        break;
      case "usage":
        this.#usage = chunk.usage;
        break;
      case "failed":
        break;
      default:
        chunk satisfies never;
    }
  }

  get answer(): Answer {
    const parts = this.#parts.map((part) =>
      part.kind === "tool-call" && part.arguments === "" ? { ...part, arguments: "{}" } : part,
    );
    return { parts, ...this.#finish, ...(this.#usage && { usage: this.#usage }) };
  }

  #addText(kind: "text" | "refusal", text: string): void {
    const last = this.#parts.at(-1);
    if (last?.kind === kind) last.text += text;
    else this.#parts.push({ kind, text });
  }

  /** What is proved is closed: more of it is another thought. */
  #addReasoning(text: string): void {
    const last = this.#parts.at(-1);
    if (last?.kind === "reasoning" && last.proof === undefined) last.text += text;
    else this.#parts.push({ kind: "reasoning", text });
  }

  #addProof(proof: Extract<Chunk, { kind: "proof" }>["proof"]): void {
    const last = this.#parts.at(-1);
    if (last?.kind === "reasoning" && last.proof === undefined) last.proof = proof;
    else this.#parts.push({ kind: "reasoning", text: "", proof });
  }

  #addArguments({ index, json }: Extract<Chunk, { kind: "tool-arguments" }>): void {
    const call = this.#calls.get(index);
    if (call) call.arguments += json;
  }

  #addCall({ index, id, name, proof }: Extract<Chunk, { kind: "tool-call" }>): void {
    const call: AnswerToolCall = { kind: "tool-call", id, name, arguments: "", ...(proof && { proof }) };
    this.#calls.set(index, call);
    this.#parts.push(call);
  }
}

function endOf({ kind: _, ...end }: Extract<Chunk, { kind: "finish" }>): Pick<Answer, "finish" | "stopSequence"> {
  return end;
}
