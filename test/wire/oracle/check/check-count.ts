/** How many tokens a request is said to be: as its provider counts, where it does, and near what it bills where it does not. */
import { answering } from "./answering.ts";
import type { Exchange, Violation } from "./violation.ts";

/** `exchange`: what was served; `count`: the same, asked for its tokens. */
export function checkCount(exchange: Exchange, count: Exchange): Violation[] {
  return whats(exchange, count).map((what): Violation => ({ kind: "count", what }));
}

function whats(exchange: Exchange, { reply, records, route, rule }: Exchange): string[] {
  if (reply.status !== 200) return [`${reply.status} ${reply.text.slice(0, 300)} for what was served`];
  const { input_tokens: told, ...others } = parsed(reply.text);
  const billed = records.filter(({ bill }) => bill !== undefined).map(({ provider }) => provider.id);
  const counted = records.flatMap(({ counted }) => counted ?? []);
  const isEstimated = reply.headers["x-pointsman-usage"] === "estimated";
  const isWhole = Number.isSafeInteger(told) && (told as number) > 0 && Object.keys(others).length === 0;
  return [
    ...(isWhole ? [] : [`the answer is ${reply.text.slice(0, 300)}`]),
    ...billed.map((id) => `${id} was asked for an answer`),
    ...((route === exchange.route && rule === exchange.rule) || isByStream(exchange) ? [] : ["another rule decided"]),
    ...(isEstimated === (counted.length === 0) ? [] : [`${counted.length} providers counted, and it says otherwise`]),
    ...(isEstimated || counted.includes(told as number) ? [] : [`told ${String(told)}, and counted were ${counted}`]),
    ...(isEstimated ? farFrom(exchange, told as number) : []),
  ];
}

/** What is counted is no stream. */
function isByStream({ asked, route }: Exchange): boolean {
  return asked.stream && (route?.rules.some(({ when }) => when.text.includes("r.stream")) ?? false);
}

/** An estimate is for nobody's tokenizer in particular; it must not be another thing. */
const TIMES = 3;
const SMALL = 60;

function farFrom(exchange: Exchange, told: number): string[] {
  const { bill } = answering(exchange) ?? {};
  // What is no text is counted by what its target may make of it.
  const { needs, tricks } = exchange.asked;
  if (!bill || needs.length > 0 || tricks.length > 0) return [];
  const { input } = bill.used;
  const isNear = told <= input * TIMES + SMALL && told >= input / TIMES - SMALL;
  return isNear ? [] : [`told ${told}, and ${input} are billed`];
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
