/** Embeddings, as OpenAI and most hosts of open models are asked for them. */
import type { Failure } from "../../../failures.ts";
import type { EmbeddingsAnswer } from "../../../operations/embeddings/answer.ts";
import type { EmbeddingsRequest } from "../../../operations/embeddings/request.ts";
import type { EmbeddingsDialect } from "../../dialect.ts";
import { droppedParameters, sentDimensions } from "../../embedding-parameters.ts";
import { readVectors, tokenCount } from "../../read-vectors.ts";
import { failureIn } from "./errors.ts";
import { isObject } from "./wire.ts";

export const embeddings: EmbeddingsDialect = {
  wire: "embeddings",
  request(asked, target) {
    const { parameters, accepts = [], model } = target;
    const { rename = {}, drop = [], require = {} } = parameters;
    const dimensions = sentDimensions(asked, target);
    if (typeof dimensions === "object") return dimensions;
    const takes = {
      user: !drop.includes("user"),
      inputType: [...accepts, ...Object.keys(require)].includes("input_type"),
    };
    const named = {
      dimensions,
      // Numbers are what comes where nothing is said; some hosts refuse the word for them.
      encoding_format: asked.encoding === "base64" && !drop.includes("encoding_format") ? "base64" : undefined,
      user: takes.user ? asked.user : undefined,
      input_type: takes.inputType ? asked.inputType : undefined,
    };
    const said = Object.entries(named).filter(([, value]) => value !== undefined);
    const wire = said.map(([name, value]) => [Object.hasOwn(rename, name) ? rename[name]! : name, value]);
    const body = { model, input: asked.inputs, ...(Object.fromEntries(wire) as Record<string, unknown>) };
    return { body, dropped: droppedParameters(asked, takes) };
  },
  response(body, asked) {
    if (!isObject(body)) return malformed("the answer is not an object");
    const failure = failureIn(body);
    if (failure !== undefined) return failure;
    const items = inOrder(body.data);
    if ("class" in items) return items;
    const vectors = readVectors(items.map(({ embedding }) => embedding));
    if ("class" in vectors) return vectors;
    const usage = isObject(body.usage) ? body.usage : {};
    const counted = tokenCount(usage.prompt_tokens ?? usage.total_tokens);
    return { vectors, ...counted, ...(isPlain(body, asked) && { asItCame: true }) } satisfies EmbeddingsAnswer;
  },
};

interface Item {
  readonly index?: unknown;
  readonly object?: unknown;
  readonly embedding?: unknown;
}

/** By their indexes; as they came, where none has one. */
function inOrder(data: unknown): readonly Item[] | Failure {
  if (!Array.isArray(data) || !data.every(isObject)) return malformed("the answer has no list of embeddings");
  const items: readonly Item[] = data;
  if (items.every(({ index }) => index === undefined || index === null)) return items;
  const sorted = items.toSorted((a, b) => Number(a.index) - Number(b.index));
  return sorted.every(({ index }, i) => index === i)
    ? sorted
    : malformed("the embeddings of the answer have wrong indexes");
}

/** As the client's own library reads it: nothing needs to be mended. */
function isPlain({ object, data, usage }: Record<string, unknown>, { encoding }: EmbeddingsRequest): boolean {
  const written = encoding === "base64" ? "string" : "object";
  const isWhole = isObject(usage) && Number.isInteger(usage.prompt_tokens) && Number.isInteger(usage.total_tokens);
  return object === "list" && isWhole && (data as Item[]).every(isItem);

  function isItem(item: Item, i: number): boolean {
    return item.index === i && item.object === "embedding" && typeof item.embedding === written;
  }
}

function malformed(detail: string): Failure {
  return { class: "malformed", detail };
}
