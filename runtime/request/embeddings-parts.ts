/** A request for embeddings as the requests that a target takes: cut where it has more inputs than one may have. */
import { embeddingsParameters } from "../../schemas/parameters/embeddings.ts";
import { parameterNamed } from "../../semantics/parameters/names.ts";
import { isSent } from "../../semantics/parameters/sent.ts";
import type { EmbeddingsDialect } from "../dialects/dialect.ts";
import { leftMetadata } from "../endpoints/left-metadata.ts";
import type { Failure } from "../failures.ts";
import type { EmbeddingsRequest } from "../operations/embeddings/request.ts";
import { ObjectWriter } from "../wire/compose-object.ts";
import type { EmbeddingsAsk } from "./ask.ts";
import { partSize } from "./part-size.ts";
import type { ReadyTarget } from "./ready-targets.ts";
import { unkept } from "./with-required.ts";

export interface EmbeddingsPart {
  readonly request: EmbeddingsRequest;
  readonly body: Buffer | string;
}

export interface EmbeddingsParts {
  /** In the order of the inputs. */
  readonly parts: readonly EmbeddingsPart[];
  /** Parameters of the client that are left out. */
  readonly dropped: readonly string[];
}

export function embeddingsParts(
  ask: EmbeddingsAsk,
  ready: ReadyTarget,
  dialect: EmbeddingsDialect,
): EmbeddingsParts | Failure {
  const asked = withRequired(ask.request, ready);
  const { inputs } = asked;
  const most = partSize(inputs.length, ready, dialect);
  const others = sentMembers(ask, ready);
  const parts: EmbeddingsPart[] = [];
  const dropped = asked.others.filter((name) => !Object.hasOwn(others, name));
  if (leftMetadata(ask) !== undefined) dropped.push("metadata");
  for (let from = 0; from < inputs.length; from += most) {
    const request = { ...asked, inputs: inputs.slice(from, from + most) };
    const written = dialect.request(request, ready.target);
    if ("class" in written) return written;
    if (from === 0) dropped.push(...written.dropped);
    const body = { ...written.body, ...others };
    const passes = most === inputs.length && dialect.wire === ask.endpoint.wire;
    parts.push({ request, body: passes ? withOwnInput(ask, body) : JSON.stringify(body) });
  }
  return { parts, dropped };
}

/** What the vectors are for, where the target must be told and the client does not say. */
function withRequired(request: EmbeddingsRequest, { target: { parameters } }: ReadyTarget): EmbeddingsRequest {
  const { input_type: inputType } = parameters.require ?? {};
  if (request.inputType !== undefined || typeof inputType !== "string") return request;
  return { ...request, inputType };
}

/** Members beside the listed parameters that the target takes, with their values, and those that it must be sent. */
function sentMembers(ask: EmbeddingsAsk, { target, provider }: ReadyTarget): Record<string, unknown> {
  const { body, fixed } = ask;
  const taker = { dialect: provider.dialect, target };
  const isBeside = (name: string) => parameterNamed(name) === undefined && !Object.hasOwn(embeddingsParameters, name);
  const isTaken = ([name, value]: [string, unknown]) =>
    isBeside(name) && isSent(taker, name, value, Object.hasOwn(fixed, name));
  const required = Object.entries(target.parameters.require ?? {}).filter(([name]) => isBeside(name));
  return { ...Object.fromEntries([...required, ...Object.entries(body).filter(isTaken)]), ...unkept(ask, target) };
}

/** The inputs are the client's own bytes. */
function withOwnInput({ raw: { bytes, members } }: EmbeddingsAsk, body: Readonly<Record<string, unknown>>): Buffer {
  const writer = new ObjectWriter(bytes);
  for (const [name, value] of Object.entries(body)) {
    if (name !== "input") writer.add(name, JSON.stringify(value));
  }
  const index = members.findIndex(({ key }) => key === "input");
  writer.keep(members[index]!, index);
  return writer.end();
}
