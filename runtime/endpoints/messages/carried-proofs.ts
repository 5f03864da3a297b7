/**
 * What other providers give out beside a call, to have it back: this API has no place for it, but its clients send back thinking
 * that they cannot read, as it came. So it goes along in such a block, before the call.
 */
import type { Proof, ProofOrigin } from "../../operations/chat/request.ts";
import { parseJson } from "../../wire/parse-json.ts";
import { isObject, type JsonObject } from "../body-checks.ts";

const MARK = "pointsman:";

export interface CarriedProof {
  /** Of the call. */
  id: string;
  proof: Proof;
}

export interface CarryingBlock {
  type: "redacted_thinking";
  data: string;
}

/** Nothing for what this API says by itself. */
export function carryProof(id: string, proof: Proof | undefined): CarryingBlock[] {
  if (proof === undefined || proof.origin === "messages" || proof.origin === "redacted-messages") return [];
  const text = JSON.stringify([id, proof.origin, proof.value]);
  return [{ type: "redacted_thinking", data: MARK + Buffer.from(text).toString("base64url") }];
}

/** Undefined for a block that carries none. */
export function carriedProof({ type, data }: JsonObject): CarriedProof | undefined {
  if (!isCarrying({ type, data })) return undefined;
  const read = parseJson(Buffer.from((data as string).slice(MARK.length), "base64url").toString("utf8"));
  const [id, origin, value] = Array.isArray(read) ? (read as unknown[]) : [];
  if (typeof id !== "string" || typeof origin !== "string" || typeof value !== "string")
    return { id: "", proof: nothing };
  // No dialect reads one whose origin is a word that nobody wrote.
  return { id, proof: { origin: origin as ProofOrigin, value } };
}

const nothing: Proof = { origin: "chat-completions", value: "" };

/** It is ours: the provider could not read it. */
export function isCarrying(block: unknown): boolean {
  return (
    isObject(block) &&
    block.type === "redacted_thinking" &&
    typeof block.data === "string" &&
    block.data.startsWith(MARK)
  );
}
