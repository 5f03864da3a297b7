/** Neutral answer → the client's `response` object. */
import type { Answer, AnswerPart } from "../../operations/chat/answer.ts";
import type { ChatRequest } from "../../operations/chat/request.ts";
import { type IdKind, sealedId, shortId } from "./item-ids.ts";
import {
  callItem,
  contentPart,
  type Item,
  incompleteReason,
  messageItem,
  reasoningItem,
  type Status,
} from "./items.ts";
import { type Kept, keptOf } from "./kept.ts";
import { responseHead, responseObject } from "./response-object.ts";
import type { Seal } from "./sealed.ts";

export function writeResponse(answer: Answer, model: string, request: ChatRequest, seal: Seal): object {
  const reason = incompleteReason(answer.finish);
  const parts: AnswerPart[] = answer.parts.length === 0 ? [{ kind: "text", text: "" }] : answer.parts;
  const groups = grouped(parts);
  const last = groups.length - 1;
  const output = groups.flatMap((group, i) =>
    writeGroup(group, keptOf(request), seal, reason && i === last ? "incomplete" : "completed"),
  );
  return responseObject(responseHead(model, request), output, { reason, usage: answer.usage });
}

/** What is said in a row is one message. */
function grouped(parts: readonly AnswerPart[]): AnswerPart[][] {
  const groups: AnswerPart[][] = [];
  for (const part of parts) {
    const last = groups.at(-1);
    if (last && isSaid(part) && isSaid(last[0]!)) last.push(part);
    else groups.push([part]);
  }
  return groups;
}

type Said = Extract<AnswerPart, { kind: "text" | "refusal" }>;

function isSaid(part: AnswerPart): part is Said {
  return part.kind === "text" || part.kind === "refusal";
}

function writeGroup(parts: AnswerPart[], kept: Kept, seal: Seal, status: Status): Item[] {
  const [part] = parts;
  if (part === undefined) return [];
  const id = (kind: IdKind) => (kept.refers ? sealedId(kind, seal, { parts }) : shortId(kind));
  switch (part.kind) {
    case "text":
    case "refusal":
      return [messageItem(id("msg"), joined(parts.filter(isSaid)).map(contentPart), status)];
    case "reasoning":
      return [reasoningItem(id("rs"), part.text, kept.proves ? seal.close({ parts }) : undefined)];
    case "tool-call": {
      const item = callItem(id(kept.tools.get(part.name)?.isFreeForm ? "ctc" : "fc"), part, kept, status);
      return [...proofItems(part, kept, seal), item];
    }
    default:
      return part satisfies never;
  }
}

/** A call has no place for its proof that all clients send back, so that it stands in reasoning before it. */
export function proofItems({ id, proof }: Extract<AnswerPart, { kind: "tool-call" }>, kept: Kept, seal: Seal): Item[] {
  if (proof === undefined) return [];
  const sealed = { parts: [], proofs: { [id]: proof } };
  const own = kept.refers ? sealedId("rs", seal, sealed) : shortId("rs");
  return [reasoningItem(own, "", kept.proves ? seal.close(sealed) : undefined)];
}

function joined(parts: readonly Said[]): Said[] {
  const all: Said[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (last?.kind === part.kind) all[all.length - 1] = { ...last, text: last.text + part.text };
    else all.push(part);
  }
  return all;
}
