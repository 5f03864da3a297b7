/** What is sent to a target: the client's own bytes as far as they may go, or the request in the target's dialect. */
import type { TableTarget } from "../../schemas/table.ts";
import { emulationTokens, isEmulated } from "../../semantics/emulation.ts";
import { parameterNamed } from "../../semantics/parameters/names.ts";
import { isLimit, outputLimit, saidLimit } from "../../semantics/parameters/output-limit.ts";
import { isSent } from "../../semantics/parameters/sent.ts";
import { settle } from "../../semantics/parameters/settle.ts";
import { saysParameter } from "../../semantics/parameters/treatments.ts";
import { plusTokens } from "../../semantics/tokens/plus-tokens.ts";
import { tokensAt } from "../../semantics/tokens/tokens-at.ts";
import type { WireRequest } from "../dialects/dialect.ts";
import type { WireBody } from "../endpoints/endpoint.ts";
import { leftMetadata } from "../endpoints/left-metadata.ts";
import type { Failure } from "../failures.ts";
import { type EmulatedFormat, emulateFormat } from "../operations/chat/emulated-format.ts";
import { addedParameters } from "./added-parameters.ts";
import type { ChatAsk } from "./ask.ts";
import { knownBetas } from "./beta-headers.ts";
import { passes } from "./passes.ts";
import type { ReadyTarget } from "./ready-targets.ts";
import { withRequired } from "./with-required.ts";

export interface SentBody extends WireBody {
  /** The form of the answer is made by other means: as what is sent has it, and whether it comes as a call. */
  emulated?: EmulatedFormat;
  /** What a target gets that the client has not said; asked for where a target refuses. */
  added: () => ReadonlyMap<string, readonly string[]>;
}

export function wireBody(asked: ChatAsk, ready: ReadyTarget): SentBody | Failure {
  const { ask, changed } = withRequired(asked, ready.target);
  const emulated = emulatedAt(ask, ready);
  const wire = writeBody(emulated ? { ...ask, request: emulated.request } : ask, ready, emulated !== undefined);
  if ("class" in wire) return wire;
  const lost = lostOf(ask, wire);
  if (lost !== undefined)
    return { class: "unsupported", detail: `The model cannot take ${lost} as it is asked for.`, param: lost };
  const others = [...wire.changed, ...changed, ...(emulated ? ["response_format"] : [])];
  const added = () => addedParameters(ask, ready, emulated?.byTool ? emulatingTool : []);
  return { ...wire, changed: others, added, ...(emulated && { emulated }) };
}

/** What an emulated form adds, with the names on the wire. */
const emulatingTool = [["tool_choice", ["tool_choice", "toolChoice", "tools"]]] as const;

/** Where the model is known to have no such form, and the policy wants it all the same. */
function emulatedAt({ request, unsupported }: ChatAsk, { target }: ReadyTarget): EmulatedFormat | undefined {
  const { format } = request;
  const need = format?.kind === "json" ? "needs.jsonMode" : "needs.jsonSchema";
  if (format === undefined || !target.lacks.includes(need) || !isEmulated({ unsupported }, need)) return undefined;
  const { drop = [] } = target.parameters;
  const takesTools =
    !target.lacks.includes("needs.tools") && !["tools", "tool_choice"].some((name) => drop.includes(name));
  return emulateFormat(request, format, takesTools);
}

/** A parameter that the policy does not let go, and that a target cannot take beside the others. */
function lostOf({ unsupported, body }: ChatAsk, { dropped, changed }: WireBody): string | undefined {
  const lost = [...dropped, ...changed];
  return unsupported?.error?.find((name) => lost.includes(name) && saysParameter(name, body[name]));
}

function writeBody(ask: ChatAsk, ready: ReadyTarget, isEmulated: boolean): WireBody | Failure {
  const limit = limitAt(ask, ready, isEmulated);
  const { target, dialect, provider } = ready;
  if (!isEmulated && ask.endpoint.pass && passes(ask.endpoint, dialect))
    return ask.endpoint.pass(ask, {
      ...{ target, dialect: provider.dialect, places: dialect.places, limit, own: provider.body ?? {} },
      written: () => writtenBody(ask, ready, limit),
    });
  const written = writtenBody(ask, ready, limit);
  if ("class" in written) return written;
  const body: Record<string, unknown> = written.body;
  const { values, left } = settle(provider.dialect, target.parameters, (name) => ask.body[name]);
  const changed = [...(written.changed ?? [])];
  const names = Object.keys(ask.body).filter((name) => takes(ask, ready, name) && isMember(ask, ready, name));
  const foreign = names.filter((name) => isSaid(ask, body, name, placeOf(ready, name)));
  const isTaken = (name: string) => names.includes(name) && !foreign.includes(name) && !left.includes(name);
  for (const name of names) {
    const value = name === "metadata" ? leftMetadata(ask) : (values[name] ?? ask.body[name]);
    if (!isTaken(name) || value === undefined) continue;
    put(body, placeOf(ready, name), value);
    if (Object.hasOwn(values, name)) changed.push(name);
  }
  const dropped = [...new Set([...written.dropped, ...foreign])].filter((name) => !isTaken(name));
  for (const [name, value] of Object.entries(provider.body ?? {})) {
    if (value === null) delete body[name];
    else body[name] = value;
  }
  const isLeft = (name: string) => name !== "metadata" || leftMetadata(ask) !== undefined;
  return { body: JSON.stringify(body), limit, dropped: dropped.filter(isLeft), changed };
}

/** The dialect has said it of the request: that stands, whatever else a client calls so. */
function isSaid({ fixed }: ChatAsk, body: object, name: string, place: string): boolean {
  return !Object.hasOwn(fixed, name) && (isLimit(name) || Object.hasOwn(body, place));
}

/** Where a member goes that goes as it is, with a dot where that is inside another. */
function placeOf({ dialect, target }: ReadyTarget, name: string): string {
  const parameter = parameterNamed(name);
  const renamed = target.parameters.rename?.[name];
  if (parameter !== undefined) return renamed ?? dialect.places[parameter] ?? name;
  return [dialect.acceptedIn, renamed ?? name].filter((part) => part !== undefined).join(".");
}

/** The members on the way are made anew: others may hold them. */
function put(body: Record<string, unknown>, place: string, value: unknown): void {
  const [member, ...inner] = place.split(".") as [string, ...string[]];
  if (inner.length === 0) body[member] = value;
  else {
    const members = { ...(body[member] as object | undefined) };
    put(members, inner.join("."), value);
    body[member] = members;
  }
}

/** It goes as it is: no parameter, or one that the neutral form does not hold and the dialect takes all the same. */
function isMember({ request, body }: ChatAsk, { dialect }: ReadyTarget, name: string): boolean {
  if (!Object.hasOwn(body, name)) return false;
  const parameter = parameterNamed(name);
  if (parameter === undefined) return true;
  return request.others.includes(name) && (dialect.takesAsItCame?.includes(parameter) ?? false);
}

function writtenBody(
  { request, rawHeaders }: ChatAsk,
  { dialect, target, provider: { betas } }: ReadyTarget,
  limit: number | undefined,
): WireRequest | Failure {
  const asked = betas?.inBody ? { ...request, betas: knownBetas(betas, rawHeaders) } : request;
  return dialect.request(limit === request.maxOutputTokens ? asked : { ...asked, ...limited(limit) }, target);
}

function takes({ body, fixed }: ChatAsk, { provider, target }: ReadyTarget, name: string): boolean {
  return isSent({ dialect: provider.dialect, target }, name, body[name], Object.hasOwn(fixed, name));
}

function limitAt(ask: ChatAsk, { target, dialect }: ReadyTarget, isEmulated: boolean): number | undefined {
  const limits = { said: saidLimit(ask.body), most: ask.maxOutputTokens, usual: dialect.usualMaxOutput };
  return outputLimit(limits, target, (beyond) =>
    isEmulated ? tokensAt(target, plusTokens(ask.facts.tokens, emulationTokens)).upper : mostInput(ask, target, beyond),
  );
}

/** Tokens, as the bytes say where they are few enough, so that they need not be counted. */
function mostInput({ fixed, facts }: ChatAsk, target: TableTarget, beyond: number): number {
  const { images, audio, files } = facts.content;
  const { bytes } = facts.request;
  const isPlain = images + audio + files === 0 && Object.keys(fixed).length === 0;
  const fewest = ((bytes ?? 0) * MOST_PER_BYTE + FEW) * Math.max(1, target.tokens?.upper ?? 1);
  return isPlain && bytes !== undefined && fewest < beyond ? 0 : tokensAt(target, facts.tokens).upper;
}

/** Above what any tokenizer makes of a byte, marks around a message included; and of what stands beside the messages. */
const MOST_PER_BYTE = 2;
const FEW = 2_000;

function limited(limit: number | undefined): { maxOutputTokens?: number } {
  return limit === undefined ? {} : { maxOutputTokens: limit };
}
