/** A chat completion on its way to a target that speaks chat completions: each member as it came, but for those that the gateway says itself. */
import { parameterNamed } from "../../../semantics/parameters/names.ts";
import { isLimit, limitName } from "../../../semantics/parameters/output-limit.ts";
import { isSent } from "../../../semantics/parameters/sent.ts";
import { settle } from "../../../semantics/parameters/settle.ts";
import { ObjectWriter } from "../../wire/compose-object.ts";
import type { ChatEndpoint, PassedTo, Passing } from "../endpoint.ts";
import { leftMetadata } from "../left-metadata.ts";
import { otherMessages } from "./other-messages.ts";

export const passBody: Required<ChatEndpoint>["pass"] = (ask, to) => {
  const { target, places, limit } = to;
  const { rename = {}, drop = [] } = target.parameters;
  const wireName = (name: string) => {
    const parameter = parameterNamed(name);
    return (Object.hasOwn(rename, name) ? rename[name] : parameter && places[parameter]) ?? name;
  };
  const { values, left } = settle(to.dialect, target.parameters, (name) =>
    !isSaidHere(name) && takes(ask, to, name) ? ask.body[name] : undefined,
  );
  const writer = new ObjectWriter(ask.raw.bytes);
  const dropped = ask.request.others.filter((name) => !Object.hasOwn(ask.body, name));
  const messages = otherMessages(ask.body.messages, target);
  const said = { model: target.model, ...to.own };
  for (const [name, value] of Object.entries(said)) if (value !== null) writer.add(name, JSON.stringify(value));
  for (const [index, member] of ask.raw.members.entries()) {
    const name = member.key;
    if (isSaidHere(name) || Object.hasOwn(to.own, name) || !isOfClient(ask, name)) continue;
    if (!takes(ask, to, name) || left.includes(name)) dropped.push(name);
    else if (Object.hasOwn(values, name)) writer.add(wireName(name), JSON.stringify(values[name]));
    else if (name === "messages" && messages !== undefined) writer.add(name, JSON.stringify(messages));
    else if (wireName(name) === name) writer.keep(member, index);
    else writer.rename(member, wireName(name));
  }
  for (const [name, value] of Object.entries(ask.fixed)) {
    if (isSaidHere(name)) continue;
    if (takes(ask, to, name) && !left.includes(name))
      writer.add(wireName(name), JSON.stringify(Object.hasOwn(values, name) ? values[name] : value));
    else dropped.push(name);
  }
  const metadata = leftMetadata(ask);
  if (metadata !== undefined && drop.includes("metadata")) dropped.push("metadata");
  else if (metadata !== undefined) writer.add(wireName("metadata"), JSON.stringify(metadata));
  const name = limitName(target.parameters);
  const sent = name === undefined ? undefined : limit;
  if (name !== undefined && sent !== undefined) writer.add(name, String(sent));
  else for (const said of Object.keys(ask.body)) if (isLimit(said) && ask.body[said] !== null) dropped.push(said);
  if (ask.request.stream && !drop.includes("stream_options")) writer.add("stream_options", streamOptions(ask));
  return { body: writer.end(), limit: sent, dropped, changed: Object.keys(values) };
};

const saidHere: ReadonlySet<string> = new Set(["model", "metadata", "stream_options"]);

function isSaidHere(name: string): boolean {
  return saidHere.has(name) || isLimit(name);
}

/** Null is nothing; and what the policy fixes, under whatever name, replaces what the client said. */
function isOfClient({ body, fixed }: Passing, name: string): boolean {
  return !Object.hasOwn(fixed, name) && (body[name] ?? undefined) !== undefined;
}

function takes({ body, fixed }: Passing, { dialect, target }: PassedTo, name: string): boolean {
  return isSent({ dialect, target }, name, body[name], Object.hasOwn(fixed, name));
}

/** The usage is always asked for: without it there is no cost. */
function streamOptions({ body }: Passing): string {
  const given = body.stream_options as { include_obfuscation?: unknown } | null | undefined;
  const padding = given?.include_obfuscation;
  return JSON.stringify({ include_usage: true, ...(typeof padding === "boolean" && { include_obfuscation: padding }) });
}
