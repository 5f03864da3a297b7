/**
 * Clients of some APIs send back of a call its id, its name and its arguments, and drop what the provider gave out beside it. What
 * is opaque of that is kept under the call's id, and goes back to where it came from.
 */
import type { AnswerPart, Chunk, StreamReader } from "../operations/chat/answer.ts";
import type {
  AssistantPart,
  ChatRequest,
  Message,
  Proof,
  ReasoningPart,
  ToolCallPart,
} from "../operations/chat/request.ts";
import type { KeptForCall, KeptProofs } from "../state/kept-proofs.ts";
import type { WireEvent } from "../wire/sse.ts";

/** Of one caller. */
export class CallProofs {
  readonly #kept: KeptProofs;
  readonly #owner: string;

  constructor(kept: KeptProofs, owner: string) {
    this.#kept = kept;
    this.#owner = owner;
  }

  /** The request with what its client has dropped; the same one where nothing was. */
  restored(request: ChatRequest): ChatRequest {
    if (this.#kept.isEmpty) return request;
    const messages = request.messages.map((message) => this.#restoredMessage(message));
    return messages.every((message, i) => message === request.messages[i]) ? request : { ...request, messages };
  }

  keepAnswer(parts: readonly AnswerPart[]): void {
    const thoughts = new Thoughts();
    for (const part of parts) {
      if (part.kind === "reasoning") thoughts.add(part.text, part.proof);
      if (part.kind === "tool-call") this.#keep(part.id, part.proof, thoughts.take());
    }
  }

  /** The same reader; what it reads is kept. */
  keeping(reader: StreamReader): StreamReader {
    const thoughts = new Thoughts();
    const note = (chunks: Chunk[]): Chunk[] => {
      for (const chunk of chunks) {
        if (chunk.kind === "reasoning") thoughts.add(chunk.text);
        if (chunk.kind === "proof") thoughts.add("", chunk.proof);
        if (chunk.kind === "tool-call") this.#keep(chunk.id, chunk.proof, thoughts.take());
      }
      return chunks;
    };
    return {
      read: (event: WireEvent) => note(reader.read(event)),
      end: () => note(reader.end?.() ?? []),
      get complete() {
        return reader.complete;
      },
    };
  }

  #keep(id: string, proof: Proof | undefined, thoughts: readonly Proof[]): void {
    if (proof === undefined && thoughts.length === 0) return;
    this.#kept.keep(this.#owner, id, { ...(proof && { proof }), thoughts });
  }

  #restoredMessage(message: Message): Message {
    if (message.role !== "assistant") return message;
    const calls = message.parts.filter((part) => part.kind === "tool-call");
    const found = calls.map(({ id }) => this.#kept.find(this.#owner, id));
    if (found.every((kept) => kept === undefined)) return message;
    const knows = message.parts.some((part) => part.kind === "reasoning" && part.proof !== undefined);
    const parts = message.parts.flatMap((part): AssistantPart[] => {
      const kept = part.kind === "tool-call" ? found[calls.indexOf(part)] : undefined;
      return kept === undefined ? [part] : [...(knows ? [] : thoughtsOf(kept)), provedCall(part as ToolCallPart, kept)];
    });
    return { ...message, parts };
  }
}

/** What a model thought before its first call, as long as all of it is opaque: a part of it alone would be refused. */
class Thoughts {
  #proofs: Proof[] = [];
  #isOpaque = true;

  add(text: string, proof?: Proof): void {
    if (text !== "") this.#isOpaque = false;
    // Others go back with the call or not at all.
    if (proof?.origin === "messages" || proof?.origin === "redacted-messages") this.#proofs.push(proof);
  }

  take(): Proof[] {
    const taken = this.#isOpaque ? this.#proofs : [];
    this.#proofs = [];
    return taken;
  }
}

function thoughtsOf({ thoughts }: KeptForCall): ReasoningPart[] {
  return thoughts.map((proof) => ({ kind: "reasoning", text: "", proof: proof as Proof }));
}

function provedCall(call: ToolCallPart, { proof }: KeptForCall): ToolCallPart {
  return call.proof === undefined && proof !== undefined ? { ...call, proof: proof as Proof } : call;
}
