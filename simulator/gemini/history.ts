// What the API asks of a conversation: function calls are answered at once and completely, and newer models get back
// the signatures of what they thought before they called.
import { type JsonObject, listOf, objectOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import { isSeal } from "../seal.ts";
import type { ModelTraits } from "./models.ts";

/** One turn, with its parts. */
export interface Content {
  readonly role: "user" | "model";
  readonly parts: readonly JsonObject[];
}

/** Accepted in place of signatures that are not there. */
const placeholders = new Set(["skip_thought_signature_validator", "context_engineering_is_the_way_to_go"]);

/** @throws RequestProblem */
export function checkHistory(contents: readonly Content[], traits: ModelTraits): void {
  for (const [index, { role, parts }] of contents.entries()) {
    const calls = partsWith(contents[index], "functionCall");
    const answers = partsWith(contents[index], "functionResponse");
    const before = contents[index - 1];
    const after = contents[index + 1];
    if (calls.length > 0 && before?.role !== "user") {
      badRequest(
        "Please ensure that function call turn comes immediately after a user turn or after a function response turn.",
      );
    }
    if (answers.length > 0 && partsWith(before, "functionCall").length === 0) {
      badRequest("Please ensure that function response turn comes immediately after a function call turn.");
    }
    if (calls.length > 0 && partsWith(after, "functionResponse").length !== calls.length) {
      badRequest(
        "Please ensure that the number of function response parts is equal to the number of function call parts of " +
          "the function call turn.",
      );
    }
    if (role === "model") checkSignatures(parts);
  }
  if (traits.wantsSignatures) checkCurrentTurn(contents);
}

function partsWith(content: Content | undefined, member: string): readonly JsonObject[] {
  return content?.parts.filter((part) => part[member] !== undefined) ?? [];
}

function checkSignatures(parts: readonly JsonObject[]): void {
  for (const { thoughtSignature } of parts) {
    if (thoughtSignature === undefined || placeholders.has(stringOf(thoughtSignature))) continue;
    if (!isSeal(stringOf(thoughtSignature))) badRequest("Corrupted thought signature.");
  }
}

/** The first call of each step since the user last spoke must have its signature. */
function checkCurrentTurn(contents: readonly Content[]): void {
  const begin = contents.findLastIndex(({ role, parts }) => role === "user" && parts.some(isSpoken));
  for (const [index, content] of contents.entries()) {
    const first = partsWith(content, "functionCall")[0];
    if (index < begin || content.role !== "model" || first === undefined) continue;
    if (stringOf(first.thoughtSignature) !== "") continue;
    const name = stringOf(objectOf(first.functionCall).name);
    badRequest(
      "Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, " +
        "and missing thought_signature may lead to degraded model performance. Additional data, function call " +
        `\`default_api:${name}\` , position ${index + 1}. Please refer to ` +
        "https://ai.google.dev/gemini-api/docs/thought-signatures for more details.",
    );
  }
}

function isSpoken(part: JsonObject): boolean {
  return part.functionResponse === undefined && listOf(Object.keys(part)).length > 0;
}
