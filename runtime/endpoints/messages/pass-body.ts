/** A Messages body on its way to a target that speaks Messages: each member as it came, but for those that the gateway says itself. */
import type { ChatParameterName } from "../../../schemas/parameters/chat.ts";
import { messagesMembers } from "../../../schemas/parameters/messages.ts";
import { parameterNamed } from "../../../semantics/parameters/names.ts";
import { isSent } from "../../../semantics/parameters/sent.ts";
import { settle } from "../../../semantics/parameters/settle.ts";
import type { Failure } from "../../failures.ts";
import { ObjectWriter } from "../../wire/compose-object.ts";
import { parseJson } from "../../wire/parse-json.ts";
import type { ChatEndpoint, PassedTo, Passing } from "../endpoint.ts";
import { leftMetadata } from "../left-metadata.ts";

type Members = Readonly<Record<string, unknown>>;

/** Said here, whatever the client says. */
const saidHere: ReadonlySet<string> = new Set(["model", "max_tokens"]);
/** Left out, whoever asks: the policy buys service. */
const ofPolicy: ReadonlySet<string> = new Set(["service_tier", "speed"]);

export const passMessages: Required<ChatEndpoint>["pass"] = (passing, to) => {
  const written = writtenAnew(passing, to);
  if ("class" in written) return written;
  const { dropped } = written;
  const anew = { ...(isTaken("metadata", to) && ofUserAlone(passing)), ...written.anew };
  if (Object.hasOwn(anew, "metadata") && leftMetadata(passing) !== undefined) dropped.push("metadata");
  const settled = settle(to.dialect, to.target.parameters, (name) => saidUnder(name, passing, to));
  const changed = [...written.changed];
  const writer = new ObjectWriter(passing.raw.bytes);
  const said = { model: to.target.model, ...to.own };
  for (const [name, value] of Object.entries(said)) if (value !== null) writer.add(name, JSON.stringify(value));
  if (to.limit !== undefined) writer.add("max_tokens", String(to.limit));
  for (const [index, member] of passing.raw.members.entries()) {
    const name = member.key;
    if (saidHere.has(name) || Object.hasOwn(to.own, name) || Object.hasOwn(anew, name)) continue;
    const parameter = parameterOf(name);
    if (!isTaken(name, to) || settled.left.includes(parameter)) dropped.push(name);
    else if (Object.hasOwn(settled.values, parameter)) {
      writer.add(name, JSON.stringify(settled.values[parameter]));
      changed.push(name);
    } else writer.keep(member, index);
  }
  for (const [name, value] of Object.entries(anew)) if (value !== undefined) writer.add(name, JSON.stringify(value));
  return { body: writer.end(), limit: to.limit, dropped, changed };
};

/** The parameter that a member says alone; of others its own name. */
function parameterOf(name: string): string {
  const { says = [] } = (Object.hasOwn(messagesMembers, name) && messagesMembers[name]) || {};
  return says.length === 1 ? says[0]! : name;
}

/** What goes under a name of the operation, or of the API where the operation has none. */
function saidUnder(name: string, { body, raw: { members, bytes } }: Passing, to: PassedTo): unknown {
  const member = members.find(({ key }) => parameterOf(key) === name);
  if (member === undefined || !isTaken(member.key, to)) return undefined;
  return body[name] ?? parseJson(bytes.toString("utf8", member.valueStart, member.valueEnd));
}

/** The metadata, where it holds more than the API has a place for: the end user. Undefined: nothing is left. */
function ofUserAlone({ body, request: { user } }: Passing): Members {
  const { metadata } = body;
  const hasMore = typeof metadata === "object" && metadata !== null && Object.keys(metadata).length > 0;
  return hasMore ? { metadata: user === undefined ? undefined : { user_id: user } } : {};
}

/** A member goes unless the catalog says that the model refuses what it says. */
function isTaken(name: string, { target }: PassedTo): boolean {
  const member = Object.hasOwn(messagesMembers, name) ? messagesMembers[name] : undefined;
  if (member === undefined || ofPolicy.has(name)) return false;
  const { drop = [] } = target.parameters;
  return member.says.length === 0 || member.says.some((parameter) => !drop.includes(parameter));
}

/**
 * Members that the dialect says: those that a policy fixes, messages that hold what another provider gave out, and thinking that
 * the limit leaves no room for. Undefined: left out.
 */
function writtenAnew(
  passing: Passing,
  to: PassedTo,
): { anew: Members; dropped: string[]; changed: readonly string[] } | Failure {
  const fixed = Object.keys(passing.fixed) as ChatParameterName[];
  const { messages } = passing.request;
  const foreign = messages.some(isForeign) || hasLateSystem(messages);
  const budget = passing.request.reasoningBudget;
  const squeezed = budget !== undefined && to.limit !== undefined && budget >= to.limit;
  if (fixed.length === 0 && !foreign && !squeezed) return { anew: {}, dropped: [], changed: [] };
  const written = to.written();
  if ("class" in written) return written;
  const names = fixed.flatMap((name) => to.places[name]?.split(".")[0] ?? []);
  const tops = new Set([
    ...names,
    ...(foreign ? ["messages"] : []),
    ...(squeezed ? ["thinking", "output_config"] : []),
  ]);
  const anew = [...tops].filter((name) => !saidHere.has(name)).map((name) => [name, written.body[name]] as const);
  const beside = Object.entries(passing.fixed).filter(([name, value]) => isBeside(name, value, to));
  const isFixed = (name: string) => fixed.some((one) => one === name);
  return {
    anew: Object.fromEntries([...anew, ...beside]),
    dropped: written.dropped.filter(isFixed),
    changed: written.changed?.filter(isFixed) ?? [],
  };
}

/** What is fixed and is no parameter, under whatever name: it goes as it is. */
function isBeside(name: string, value: unknown, { dialect, target }: PassedTo): boolean {
  return parameterNamed(name) === undefined && isSent({ dialect, target }, name, value, true);
}

/** It holds thoughts that this API did not sign, or what goes along for another one. */
function isForeign(message: Passing["request"]["messages"][number]): boolean {
  if (message.role !== "assistant") return false;
  return message.parts.some((part) => {
    if (part.kind === "reasoning") return part.proof === undefined;
    return part.kind === "tool-call" && part.proof !== undefined;
  });
}

/** Only some models take what the system says in the middle of a conversation. */
function hasLateSystem(messages: Passing["request"]["messages"]): boolean {
  const begun = messages.findIndex(({ role }) => role !== "system");
  return begun >= 0 && messages.slice(begun).some(({ role }) => role === "system");
}
