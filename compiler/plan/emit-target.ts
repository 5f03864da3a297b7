/** What the runtime needs to know of a provider and of a model, out of their catalog entries. */
import type { ProviderFile } from "../../schemas/catalog.ts";
import type { ParameterRange, Parameters } from "../../schemas/parameter-facts.ts";
import { embeddingsParameters } from "../../schemas/parameters/embeddings.ts";
import type { TableProvider, TableTarget } from "../../schemas/table.ts";
import type { TargetReasoning } from "../../schemas/target-reasoning.ts";
import { targetTokens } from "../../semantics/tokens/families.ts";
import { tokenizerOf } from "../../semantics/tokens/tokenizer-of.ts";
import type { Target } from "../lower/ir.ts";
import { milliseconds } from "../lower/read.ts";
import { emitPrice } from "./emit-price.ts";
import { emitTargetLimits } from "./emit-target-limits.ts";
import { compare, defined, sortedRecord } from "./fixed-order.ts";
import { lacks } from "./suitable.ts";

/** `makesEmbeddings`: some target of the table is asked for them. */
export function emitProvider(
  {
    id,
    dialect,
    baseUrl,
    paths,
    auth,
    headers,
    body,
    betas,
    jurisdiction,
    accountConcurrency,
    accountLimits,
  }: ProviderFile,
  makesEmbeddings: boolean,
): TableProvider {
  const embeddings = makesEmbeddings ? paths.embeddings : undefined;
  return {
    id,
    dialect,
    chatUrl: baseUrl + (paths.chat ?? ""),
    ...(paths.chatStream !== undefined && { chatStreamUrl: baseUrl + paths.chatStream }),
    ...(embeddings !== undefined && { embeddingsUrl: baseUrl + embeddings }),
    auth: emitAuth(auth),
    headers: sortedRecord(headers ?? {}),
    ...(body && { body: sortedRecord(body) }),
    ...defined({ betas, jurisdiction, concurrency: accountConcurrency, limits: emitTargetLimits(accountLimits) }),
  };
}

function emitAuth({ header, scheme, env, signing, signingService }: ProviderFile["auth"]): TableProvider["auth"] {
  return defined({ header, scheme, env, signing, signingService });
}

export function emitTarget(target: Target, providers: ReadonlyMap<string, number>): TableTarget {
  const { family, context, maxInput, maxOutput, price } = target.model;
  const parameters = emitParameters(...parametersOf(target));
  return {
    id: target.id,
    provider: providers.get(target.provider.id)!,
    model: target.model.wireName ?? target.modelId,
    ...defined({ family }),
    ...emitKind(target),
    context,
    ...defined({ maxInput, maxOutput }),
    tokens: targetTokens(tokenizerOf(target.model), target.model.tokenFactor),
    lacks: lacks(target),
    ...defined({ price: price && emitPrice(price, target.model) }),
    ...(parameters.rename?.reasoning_effort !== undefined && emitReasoning(target.model)),
    parameters,
    ...((target.model.developerRole ?? target.provider.developerRole) && { developerRole: true as const }),
    ...defined({ concurrency: target.model.concurrency ?? target.provider.concurrency, line: emitLine(target) }),
    ...defined({ limits: emitTargetLimits(target.model.limits ?? target.provider.limits) }),
    ...emitMembers(target),
  };
}

function emitLine({ model, provider }: Target): TableTarget["line"] {
  const line = model.line ?? provider.line;
  return line && { most: line.most, wait: milliseconds(line.wait)! };
}

/** What stands in place of the client's effort. */
function emitReasoning({ efforts, reasoningTokens, caps }: Target["model"]): Pick<TableTarget, "reasoning"> {
  const off = caps?.reasoningToggle === true ? true : undefined;
  const reasoning: TargetReasoning = defined({ efforts, min: reasoningTokens?.min, max: reasoningTokens?.max, off });
  return Object.keys(reasoning).length > 0 ? { reasoning } : {};
}

function emitKind({ model: { kind, dims, batch }, provider }: Target): Pick<TableTarget, "kind" | "dims" | "batch"> {
  return kind === "embedding" ? { kind, ...defined({ dims, batch: batch ?? provider.embeddingsBatch }) } : {};
}

/** Of provider and model; of the provider's none that are about chats alone, for a model that answers none. */
function parametersOf({ provider: { parameters = {} }, model }: Target): [Parameters, Parameters | undefined] {
  if (model.kind !== "embedding") return [parameters, model.parameters];
  const { rename = {}, drop = [] } = parameters;
  const isTheirs = (name: string) => Object.hasOwn(embeddingsParameters, name);
  const renamed = Object.entries(rename).filter(([name]) => isTheirs(name));
  return [{ rename: Object.fromEntries(renamed), drop: drop.filter(isTheirs) }, model.parameters];
}

/** Members of a body beside the listed parameters: those of clients, and those of policies alone. */
export function emitMembers({ provider, model }: Target): Pick<TableTarget, "accepts" | "controls"> {
  const accepts = [...new Set([...(provider.accepts ?? []), ...(model.accepts ?? [])])].sort(compare);
  const controls = [...new Set(provider.controls ?? [])].sort(compare);
  return { ...(accepts.length > 0 && { accepts }), ...(controls.length > 0 && { controls }) };
}

/** The model's word on a parameter replaces the provider's. */
export function emitParameters(provider: Parameters = {}, model: Parameters = {}): Parameters {
  const settled = new Map<string, string | undefined>();
  for (const { rename = {}, range = {}, require = {}, drop = [] } of [provider, model]) {
    for (const name of [...Object.keys(range), ...Object.keys(require)]) {
      if (settled.get(name) === undefined) settled.delete(name);
    }
    for (const [name, wireName] of Object.entries(rename)) settled.set(name, wireName);
    for (const name of drop) settled.set(name, undefined);
  }
  const entries = [...settled].sort(([a], [b]) => compare(a, b));
  const rename = entries.filter((entry): entry is [string, string] => entry[1] !== undefined);
  const drop = entries.filter(([, wireName]) => wireName === undefined).map(([name]) => name);
  return {
    ...(rename.length > 0 && { rename: Object.fromEntries(rename) }),
    ...(drop.length > 0 && { drop }),
    ...emitValues(provider, model, drop),
  };
}

/** What is left out has no value. */
function emitValues(provider: Parameters, model: Parameters, drop: readonly string[]): Parameters {
  const isLeft = ([name]: readonly [string, unknown]) => !drop.includes(name);
  const range = Object.entries({ ...provider.range, ...model.range }).filter(isLeft);
  const require = Object.entries({ ...provider.require, ...model.require }).filter(isLeft);
  const exclusive = [...(provider.exclusive ?? []), ...(model.exclusive ?? [])];
  const distinct = [...new Map(exclusive.map((names) => [names.join(), names])).values()];
  return {
    ...defined({ thoughts: model.thoughts ?? provider.thoughts }),
    ...(range.length > 0 && { range: sortedRecord(Object.fromEntries(range.map(inOrder))) }),
    ...(distinct.length > 0 && { exclusive: distinct.sort((a, b) => compare(a.join(), b.join())) }),
    ...(require.length > 0 && { require: sortedRecord(Object.fromEntries(require)) }),
  };
}

function inOrder([name, { from, to }]: [string, ParameterRange]): [string, ParameterRange] {
  return [name, defined({ from, to })];
}
