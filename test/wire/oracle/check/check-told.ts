/** Whether the client is told what of its settings is left out or sent otherwise, and nothing else; and what a policy lets go. */
import { clientApis } from "../client/apis.ts";
import { refusedOf } from "../policy/takes.ts";
import { terms } from "../policy/terms.ts";
import { fieldsOf } from "../upstream/answers.ts";
import type { WireRecord } from "../upstream/desk.ts";
import { type Fields, fields, isFields } from "../upstream/dialects/dialect.ts";
import { upstreamDialects } from "../upstream/dialects/upstream-dialects.ts";
import { answering } from "./answering.ts";
import type { Exchange, Violation } from "./violation.ts";

export function checkTold(exchange: Exchange): Violation[] {
  const record = answering(exchange);
  const chats = exchange.records.filter(({ ask, model }) => ask?.operation === "chat" && model !== undefined);
  return [
    ...(record && chats.includes(record) && exchange.reply.status === 200 ? checkNamed(record, exchange) : []),
    ...chats.flatMap((chat) => checkTaken(chat, exchange)),
    ...chats.flatMap((chat) => checkKept(chat, exchange)),
  ];
}

/** Settings whose values go as they are said. */
const plain: ReadonlySet<string> = new Set([
  ...["temperature", "top_p", "top_k", "seed", "presence_penalty", "frequency_penalty", "stop", "logprobs"],
  ...["top_logprobs", "parallel_tool_calls", "tool_choice", "metadata"],
]);

/** Those that the formats write in words of their own. */
const written: ReadonlySet<string> = new Set([
  "response_format",
  "reasoning_effort",
  "user",
  "verbosity",
  "service_tier",
]);

function checkNamed(record: WireRecord, exchange: Exchange): Violation[] {
  const { ownNames } = clientApis[exchange.asked.endpoint];
  const { said, told } = saidAndTold(record, exchange);
  const named = (header: string) =>
    String(exchange.reply.headers[header] ?? "")
      .split(", ")
      .filter((name) => name !== "")
      .map((name) => (Object.hasOwn(ownNames, name) ? ownNames[name]! : name));
  const [dropped, changed] = [named("x-pointsman-dropped"), named("x-pointsman-changed")];
  const isCut = dropped.at(-1)?.startsWith("and ");
  const isOther = (name: string) => plain.has(name) && !isSame(said[name], told[name]);
  const names = Object.keys(said).filter((name) => isSaid(name, said[name]));
  const lost = names.filter((name) => told[name] === undefined && !isCut && ![...dropped, ...changed].includes(name));
  const other = names.filter((name) => told[name] !== undefined && isOther(name) && !changed.includes(name));
  // What is so without it may be said.
  const isSent = (name: string) =>
    told[name] !== undefined && told[name] !== false && (written.has(name) || isSame(said[name], told[name]));
  const sent = dropped.filter((name) => Object.hasOwn(said, name) && isSent(name));
  const same = changed.filter((name) => plain.has(name) && Object.hasOwn(said, name) && !isOther(name));
  const at = record.provider.id;
  return [
    ...lost.map((name) => `${at} did not get ${name}, and no header says so`),
    ...other.map((name) => `${at} got ${name}: ${JSON.stringify(told[name])}, and no header says so`),
    ...sent.map((name) => `${name} is said to be left out, and ${at} got ${JSON.stringify(told[name])}`),
    ...same.map((name) => `${name} is said to be changed, and ${at} got it as it was said`),
  ].map((what) => ({ kind: "what is told of settings", what }));
}

/** What the client says, but for what the policy says in its place, and what the provider is told. */
function saidAndTold({ provider, body }: WireRecord, exchange: Exchange): { said: Fields; told: Fields } {
  const { asked, route, rule } = exchange;
  const fixed = {
    ...route?.set,
    ...rule?.set,
    ...(route && terms(route, rule).zeroRetention && provider.keepsNothing),
  };
  const all = Object.entries(clientApis[asked.endpoint].told(parsed(asked.body)));
  const open = all.map(([name, value]) => [name, name === "metadata" ? beyondPolicy(value) : value] as const);
  const said = Object.fromEntries(open.filter(([name]) => !Object.hasOwn(fixed, name)));
  const told = upstreamDialects[provider.dialect].told(fieldsOf(body));
  // No member is inherited.
  return { said, told: Object.assign(Object.create(null) as Fields, told) };
}

/** Notes that are none of the policy's. */
function beyondPolicy(metadata: unknown): Fields | undefined {
  const left = Object.entries(fields(metadata)).filter(([name]) => !declaredNames.has(name));
  return left.length > 0 ? Object.fromEntries(left) : undefined;
}

/** What every policy declares of metadata: `random-policy.ts`. */
const declaredNames: ReadonlySet<string> = new Set(["sensitivity", "customer"]);

function parsed(body: Buffer): Fields {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return isFields(value) ? value : {};
  } catch {
    return {};
  }
}

/** Of most settings false is what is so without them. */
function isSaid(name: string, value: unknown): boolean {
  if (name === "parallel_tool_calls") return value === false;
  if (name === "response_format") return isFields(value) && value.type !== "text";
  return value !== undefined && value !== null && value !== false;
}

function isSame(said: unknown, told: unknown): boolean {
  const list = (value: unknown) => (typeof value === "string" ? [value] : value);
  return JSON.stringify(list(said)) === JSON.stringify(list(told));
}

/** Nothing that the model refuses, and nothing else than what was said where the policy does not let it go. */
function checkTaken(record: WireRecord, exchange: Exchange): Violation[] {
  const { said, told } = saidAndTold(record, exchange);
  const { id, takes = {} } = record.model!;
  const strict = Object.entries(exchange.route?.unsupported ?? {}).flatMap(([name, word]) =>
    word === "error" && isSaid(name, said[name]) && !isOfGateway(name, exchange) ? [name] : [],
  );
  const lost = strict.filter(
    (name) => told[name] === undefined || (plain.has(name) && !isSame(said[name], told[name])),
  );
  return [
    ...refusedOf(takes, told).map((what): Violation => ({ kind: "refused by the API", what: `${id} got ${what}` })),
    ...lost.map(
      (name): Violation => ({
        kind: "let go",
        what: `${id} got ${name}: ${JSON.stringify(told[name])} for ${JSON.stringify(said[name])}`,
      }),
    ),
  ];
}

/** A client of Responses asks its endpoint to keep answers, which this one never does. */
function isOfGateway(name: string, { asked }: Exchange): boolean {
  return name === "store" && asked.endpoint === "responses";
}

/** The members by which a provider keeps nothing, whatever the client says in their place. */
function checkKept({ provider, body }: WireRecord, { route, rule }: Exchange): Violation[] {
  if (!route || !terms(route, rule).zeroRetention) return [];
  const sent = fieldsOf(body);
  const kept = Object.entries(provider.keepsNothing).filter(([name, value]) => !holds(sent[name], value));
  return kept.map(([name]) => ({ kind: "kept", what: `${provider.id} got ${name}: ${JSON.stringify(sent[name])}` }));
}

function holds(sent: unknown, wanted: unknown): boolean {
  if (!isFields(wanted)) return sent === wanted;
  return isFields(sent) && Object.entries(wanted).every(([name, value]) => holds(sent[name], value));
}
