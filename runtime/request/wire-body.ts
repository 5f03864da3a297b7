/** What is sent to a target: the client's own bytes as far as they may go, or the request in the target's dialect. */
import type { TableTarget } from "../../schemas/table.ts";
import { parameterNamed } from "../../semantics/parameters/names.ts";
import { isLimit, limitName, outputLimit, saidLimit } from "../../semantics/parameters/output-limit.ts";
import { isSent } from "../../semantics/parameters/sent.ts";
import { tokensAt } from "../../semantics/tokens/tokens-at.ts";
import type { Failure } from "../failures.ts";
import { ObjectWriter } from "../wire/compose-object.ts";
import type { ChatAsk } from "./chat-ask.ts";
import type { ReadyTarget } from "./ready-targets.ts";

export interface WireBody {
  body: Buffer | string;
  /** Tokens: the output limit that is sent, for each answer. */
  limit: number | undefined;
  /** Parameters of the client that are left out. */
  dropped: string[];
}

export function wireBody(ask: ChatAsk, ready: ReadyTarget): WireBody | Failure {
  const limit = limitAt(ask, ready);
  if (ready.provider.dialect === ask.endpoint.dialect) return ownBody(ask, ready, limit);
  const request = limit === ask.request.maxOutputTokens ? ask.request : { ...ask.request, ...limited(limit) };
  const written = ready.dialect.request(request, ready.target);
  if ("class" in written) return written;
  const body: Record<string, unknown> = written.body;
  const isTaken = (name: string) => takes(ask, ready, name) && parameterNamed(name) === undefined;
  for (const name of Object.keys(ask.body)) if (isTaken(name)) body[name] = ask.body[name];
  const dropped = written.dropped.filter((name) => !isTaken(name));
  const isLeft = (name: string) => name !== "metadata" || leftMetadata(ask) !== undefined;
  return { body: JSON.stringify(body), limit, dropped: dropped.filter(isLeft) };
}

/** In the client's dialect: each member as it came, but for those that the gateway says itself. */
function ownBody(ask: ChatAsk, ready: ReadyTarget, limit: number | undefined): WireBody {
  const { rename = {}, drop = [] } = ready.target.parameters;
  const { places } = ready.dialect;
  const wireName = (name: string) => {
    const parameter = parameterNamed(name);
    return (Object.hasOwn(rename, name) ? rename[name] : parameter && places[parameter]) ?? name;
  };
  const writer = new ObjectWriter(ask.bytes);
  const dropped = ask.request.others.filter((name) => !Object.hasOwn(ask.body, name));
  writer.add("model", JSON.stringify(ready.target.model));
  for (const [index, member] of ask.members.entries()) {
    const name = member.key;
    if (isSaidHere(name) || !isOfClient(ask, name)) continue;
    if (!takes(ask, ready, name)) dropped.push(name);
    else if (wireName(name) === name) writer.keep(member, index);
    else writer.rename(member, wireName(name));
  }
  for (const [name, value] of Object.entries(ask.fixed)) {
    if (isSaidHere(name)) continue;
    if (takes(ask, ready, name)) writer.add(wireName(name), JSON.stringify(value));
    else dropped.push(name);
  }
  const metadata = leftMetadata(ask);
  if (metadata !== undefined && drop.includes("metadata")) dropped.push("metadata");
  else if (metadata !== undefined) writer.add(wireName("metadata"), JSON.stringify(metadata));
  const name = limitName(ready.target.parameters);
  const sent = name === undefined ? undefined : limit;
  if (name !== undefined && sent !== undefined) writer.add(name, String(sent));
  else for (const said of Object.keys(ask.body)) if (isLimit(said) && ask.body[said] !== null) dropped.push(said);
  if (ask.request.stream && !drop.includes("stream_options")) writer.add("stream_options", streamOptions(ask));
  return { body: writer.end(), limit: sent, dropped };
}

const saidHere: ReadonlySet<string> = new Set(["model", "metadata", "stream_options"]);

function isSaidHere(name: string): boolean {
  return saidHere.has(name) || isLimit(name);
}

/** Null is nothing; and what the policy fixes, under whatever name, replaces what the client said. */
function isOfClient({ body, fixed }: ChatAsk, name: string): boolean {
  return !Object.hasOwn(fixed, name) && (body[name] ?? undefined) !== undefined;
}

function takes({ body, fixed }: ChatAsk, { provider, target }: ReadyTarget, name: string): boolean {
  return isSent({ dialect: provider.dialect, target }, name, body[name], Object.hasOwn(fixed, name));
}

function limitAt(ask: ChatAsk, { target, dialect }: ReadyTarget): number | undefined {
  const limits = { said: saidLimit(ask.body), most: ask.maxOutputTokens, usual: dialect.usualMaxOutput };
  return outputLimit(limits, target, (beyond) => mostInput(ask, target, beyond));
}

/** Tokens, as the bytes say where they are few enough, so that they need not be counted. */
function mostInput({ bytes, fixed, facts }: ChatAsk, target: TableTarget, beyond: number): number {
  const { images, audio, files } = facts.content;
  const isPlain = images + audio + files === 0 && Object.keys(fixed).length === 0;
  const fewest = (bytes.length * MOST_PER_BYTE + FEW) * Math.max(1, target.tokens?.upper ?? 1);
  return isPlain && fewest < beyond ? 0 : tokensAt(target, facts.tokens).upper;
}

/** Above what any tokenizer makes of a byte, marks around a message included; and of what stands beside the messages. */
const MOST_PER_BYTE = 2;
const FEW = 2_000;

function limited(limit: number | undefined): { maxOutputTokens?: number } {
  return limit === undefined ? {} : { maxOutputTokens: limit };
}

/** The usage is always asked for: without it there is no cost. */
function streamOptions({ body }: ChatAsk): string {
  const given = body.stream_options as { include_obfuscation?: unknown } | null | undefined;
  const padding = given?.include_obfuscation;
  return JSON.stringify({ include_usage: true, ...(typeof padding === "boolean" && { include_obfuscation: padding }) });
}

/** The body's metadata without what was for the policy, itself where none was; nothing where nothing is left. */
function leftMetadata({ body, routingNames }: ChatAsk): object | undefined {
  const given = body.metadata;
  if (typeof given !== "object" || given === null) return undefined;
  const left = Object.entries(given).filter(([name]) => !routingNames.includes(name));
  return left.length > 0 ? Object.fromEntries(left) : undefined;
}
