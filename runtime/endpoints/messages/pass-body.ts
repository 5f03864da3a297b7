/** A Messages body on its way to a target that speaks Messages: each member as it came, but for those that the gateway says itself. */
import type { ChatParameterName } from "../../../schemas/parameters/chat.ts";
import { messagesMembers } from "../../../schemas/parameters/messages.ts";
import type { Failure } from "../../failures.ts";
import { ObjectWriter } from "../../wire/compose-object.ts";
import type { ChatEndpoint, PassedTo, Passing } from "../endpoint.ts";

type Members = Readonly<Record<string, unknown>>;

/** Said here, whatever the client says. */
const saidHere: ReadonlySet<string> = new Set(["model", "max_tokens"]);
/** Left out, whoever asks: the policy buys service. */
const ofPolicy: ReadonlySet<string> = new Set(["service_tier", "speed"]);

export const passMessages: Required<ChatEndpoint>["pass"] = (passing, to) => {
  const written = writtenAnew(passing, to);
  if ("class" in written) return written;
  const { anew, dropped } = written;
  const writer = new ObjectWriter(passing.bytes);
  writer.add("model", JSON.stringify(to.target.model));
  if (to.limit !== undefined) writer.add("max_tokens", String(to.limit));
  for (const [index, member] of passing.members.entries()) {
    const name = member.key;
    if (saidHere.has(name) || Object.hasOwn(anew, name)) continue;
    if (isTaken(name, to)) writer.keep(member, index);
    else dropped.push(name);
  }
  for (const [name, value] of Object.entries(anew)) if (value !== undefined) writer.add(name, JSON.stringify(value));
  return { body: writer.end(), limit: to.limit, dropped };
};

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
function writtenAnew(passing: Passing, to: PassedTo): { anew: Members; dropped: string[] } | Failure {
  const fixed = Object.keys(passing.fixed) as ChatParameterName[];
  const { messages } = passing.request;
  const foreign = messages.some(isForeign) || hasLateSystem(messages);
  const budget = passing.request.reasoningBudget;
  const squeezed = budget !== undefined && to.limit !== undefined && budget >= to.limit;
  if (fixed.length === 0 && !foreign && !squeezed) return { anew: {}, dropped: [] };
  const written = to.written();
  if ("class" in written) return written;
  const names = fixed.flatMap((name) => to.places[name]?.split(".")[0] ?? []);
  const tops = new Set([
    ...names,
    ...(foreign ? ["messages"] : []),
    ...(squeezed ? ["thinking", "output_config"] : []),
  ]);
  const anew = [...tops].filter((name) => !saidHere.has(name)).map((name) => [name, written.body[name]] as const);
  return {
    anew: Object.fromEntries(anew),
    dropped: written.dropped.filter((name) => fixed.some((one) => one === name)),
  };
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
