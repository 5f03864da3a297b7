/** Signatures of thoughts, which go back on the very part that they came with. */
import type { AssistantPart, Proof } from "../../../operations/chat/request.ts";
import type { WirePart } from "./wire.ts";

/** Taken by the API in place of a signature that nobody has: of a history from another model, or a client that dropped it. */
const UNKNOWN = "skip_thought_signature_validator";

export function signature(proof: Proof | undefined): { thoughtSignature?: string } {
  return proof?.origin === "generate-content" ? { thoughtSignature: proof.value } : {};
}

export function signed(value: string): Proof {
  return { origin: "generate-content", value };
}

/** Thoughts go back only with what proves them: others the API would take for the answer's text. */
export function goesBack(part: AssistantPart): boolean {
  return part.kind !== "reasoning" || part.proof?.origin === "generate-content";
}

/** The first call of a turn has a signature, those beside it have none. It gets the same one in every turn, for the cache's sake. */
export function withFirstSigned(parts: readonly WirePart[]): WirePart[] {
  const first = parts.findIndex((part) => "functionCall" in part);
  return parts.map((part, index) =>
    index === first && !("thoughtSignature" in part) ? { ...part, thoughtSignature: UNKNOWN } : part,
  );
}
