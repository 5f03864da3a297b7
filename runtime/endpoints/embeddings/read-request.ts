/** The client's body → neutral request. */
import {
  type EmbeddingsParameterName,
  embeddingsParameters,
  MOST_INPUTS,
} from "../../../schemas/parameters/embeddings.ts";
import { withFixed } from "../../../semantics/fixed-parameters.ts";
import { allows, expected } from "../../../semantics/parameters/expected.ts";
import { caseTwins } from "../../../semantics/parameters/names.ts";
import type { Failure } from "../../failures.ts";
import type { EmbeddingInput, EmbeddingsRequest } from "../../operations/embeddings/request.ts";
import { BadRequest, checkSpelling, isObject, type JsonObject, shownValue } from "../body-checks.ts";
import type { Read } from "../endpoint.ts";

export function isParameter(name: string): name is EmbeddingsParameterName {
  return Object.hasOwn(embeddingsParameters, name);
}

/** Answers `bad-request` that names the parameter. `model` is the caller's to read. */
export function readEmbeddings(body: unknown): Read<EmbeddingsRequest> | Failure {
  if (!isObject(body)) return { class: "bad-request", detail: "The body must be a JSON object." };
  try {
    return { request: read(body), body };
  } catch (error) {
    if (error instanceof BadRequest) return error.failure;
    throw error;
  }
}

/** The same with what a policy fixes. */
export function fixEmbeddings({ body }: { body: JsonObject }, set: JsonObject): Read<EmbeddingsRequest> | Failure {
  return readEmbeddings(withFixed(body, set));
}

const twinOf = caseTwins(Object.keys(embeddingsParameters));

function read(body: JsonObject): EmbeddingsRequest {
  checkSpelling(body, twinOf);
  const inputs = readInputs(body.input);
  checkParameters(body);
  const { dimensions, encoding_format: encoding, user, input_type: inputType } = body;
  return {
    stream: false,
    inputs,
    encoding: encoding === "base64" ? "base64" : "float",
    ...(typeof dimensions === "number" && { dimensions }),
    ...(typeof user === "string" && { user }),
    ...(typeof inputType === "string" && { inputType }),
    others: Object.keys(body).filter((name) => !isParameter(name) && body[name] !== null),
  };
}

/** What is wrong with metadata is said where the names are known that the policy declares. */
function checkParameters(body: JsonObject): void {
  for (const [name, value] of Object.entries(body)) {
    if (value === null || !isParameter(name) || name === "input" || name === "metadata") continue;
    const { type } = embeddingsParameters[name];
    if (!allows(type, value)) throw new BadRequest(name, `must be ${expected(type)}, not ${shownValue(value)}.`);
  }
}

const forms = "a text, a list of texts, a list of token ids, or a list of such lists";

function readInputs(input: unknown): EmbeddingInput[] {
  if (input === undefined || input === null) throw new BadRequest("input", "is required.");
  if (typeof input === "string") return [text(input, "input")];
  if (!Array.isArray(input)) throw new BadRequest("input", `must be ${forms}, not ${shownValue(input)}.`);
  if (input.length === 0) throw new BadRequest("input", "must not be empty.");
  if (typeof input[0] === "number") return [ids(input, "input")];
  if (input.length > MOST_INPUTS)
    throw new BadRequest("input", `has ${input.length} inputs; one request may have ${MOST_INPUTS}. Send several.`);
  const areTexts = typeof input[0] === "string";
  return input.map((each: unknown, i) => (areTexts ? text(each, `input[${i}]`) : ids(each, `input[${i}]`)));
}

function text(value: unknown, path: string): string {
  if (typeof value !== "string")
    throw new BadRequest(path, `must be a text like the others, not ${shownValue(value)}.`);
  if (value === "") throw new BadRequest(path, "must not be an empty text.");
  return value;
}

function ids(value: unknown, path: string): readonly number[] {
  if (!Array.isArray(value))
    throw new BadRequest(path, `must be a text or a list of token ids, not ${shownValue(value)}.`);
  if (value.length === 0) throw new BadRequest(path, "must not be empty.");
  const wrong = value.findIndex((id) => !isId(id));
  if (wrong >= 0)
    throw new BadRequest(`${path}[${wrong}]`, `must be the id of a token, not ${shownValue(value[wrong])}.`);
  return value as number[];
}

/** No vocabulary is near the limit. */
function isId(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 31;
}
