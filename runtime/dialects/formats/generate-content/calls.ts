/** Function calls of one answer → the client's. */
import { randomBytes } from "node:crypto";
import type { AnswerToolCall } from "../../../operations/chat/answer.ts";
import type { ChatRequest } from "../../../operations/chat/request.ts";
import { type ToolNames, toolNames } from "../../../operations/chat/tool-names.ts";
import { signed } from "./signatures.ts";
import { nameRule } from "./tools.ts";
import { isObject, type WireAnswerPart } from "./wire.ts";

/** Gives each call an id of its own where it has none, or one that another has. */
export class CallReader {
  readonly #names: ToolNames;
  readonly #ids = new Set<string>();

  constructor(asked: ChatRequest) {
    this.#names = toolNames(asked, nameRule);
  }

  /** Undefined for a part that is no call. */
  read({ functionCall: call, thoughtSignature }: WireAnswerPart): AnswerToolCall | undefined {
    if (!isObject(call) || typeof call.name !== "string" || call.name === "") return undefined;
    return {
      kind: "tool-call",
      id: this.#id(call.id),
      name: this.#names.own(call.name),
      arguments: JSON.stringify(isObject(call.args) ? call.args : {}),
      ...(thoughtSignature && { proof: signed(thoughtSignature) }),
    };
  }

  #id(given: unknown): string {
    const isNew = typeof given === "string" && given !== "" && !this.#ids.has(given);
    const id = isNew ? given : `call_${randomBytes(12).toString("hex")}`;
    this.#ids.add(id);
    return id;
  }
}
