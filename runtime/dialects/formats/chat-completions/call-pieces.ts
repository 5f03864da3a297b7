/** Which tool call a piece of a stream belongs to: hosts leave indexes and ids out, repeat them, or give one to two calls. */
import { newCallId } from "./response.ts";
import type { WireToolCall } from "./wire.ts";

export interface Call {
  /** From 0, in the order in which they began. */
  readonly index: number;
  /** The provider's own, or another where it was missing or taken. */
  readonly id: string;
  hasArguments: boolean;
}

export interface CallPiece {
  call: Call;
  /** The name of a call that begins with it. */
  begins?: string;
  /** Of its arguments; often empty. */
  json: string;
}

interface Begun extends Call {
  /** Undefined where the provider sent none. */
  readonly wireIndex: number | undefined;
  readonly wireId: string;
}

/** The calls of one answer. */
export class CallPieces {
  readonly #calls: Begun[] = [];

  get count(): number {
    return this.#calls.length;
  }

  /** Those of which no argument has come. */
  get bare(): readonly Call[] {
    return this.#calls.filter(({ hasArguments }) => !hasArguments);
  }

  /** Undefined for a piece of nothing. */
  read(part: WireToolCall): CallPiece | undefined {
    const known = this.#callOf(part);
    const name = part.function?.name;
    if (known === undefined && (typeof name !== "string" || name === "")) return undefined;
    const call = known ?? this.#begin(part);
    const given = part.function?.arguments;
    const json = typeof given === "string" ? given : given ? JSON.stringify(given) : "";
    if (json !== "") call.hasArguments = true;
    return { call, json, ...(known === undefined && { begins: name! }) };
  }

  /** The call that a piece goes on with: same index, and no id of its own or the same one. */
  #callOf(part: WireToolCall): Begun | undefined {
    const id = part.id ?? "";
    const wireIndex = part.index ?? undefined;
    if (id !== "") return this.#calls.findLast((call) => call.wireId === id && call.wireIndex === wireIndex);
    if (wireIndex === undefined) return part.function?.name ? undefined : this.#calls.at(-1);
    return this.#calls.findLast((call) => call.wireIndex === wireIndex);
  }

  #begin(part: WireToolCall): Begun {
    const wireId = part.id ?? "";
    const id = wireId !== "" && !this.#calls.some((call) => call.id === wireId) ? wireId : newCallId();
    const call = { index: this.#calls.length, wireIndex: part.index ?? undefined, wireId, id, hasArguments: false };
    this.#calls.push(call);
    return call;
  }
}
