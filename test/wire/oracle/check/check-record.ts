/** What may go out to a provider, whatever the client sent. */
import { limitNames } from "../bill/bill.ts";
import { Members, twins } from "../bill/read-json.ts";
import { CANARY } from "../client/tricks.ts";
import type { WireRecord } from "../upstream/desk.ts";
import type { Exchange, Violation } from "./violation.ts";

/** Members that the interface of each dialect has, from its documentation; none chooses another model or host. */
const members: Readonly<Record<"openai" | "anthropic", ReadonlySet<string>>> = {
  openai: new Set([
    ...["model", "messages", "max_tokens", "max_completion_tokens", "temperature", "top_p", "n", "stop", "stream"],
    ...["stream_options", "presence_penalty", "frequency_penalty", "logit_bias", "logprobs", "top_logprobs", "seed"],
    ...["user", "tools", "tool_choice", "parallel_tool_calls", "response_format", "reasoning_effort", "modalities"],
    ...["audio", "functions", "function_call", "service_tier", "store", "metadata", "prediction", "verbosity"],
    ...["prompt_cache_key", "prompt_cache_retention", "safety_identifier", "web_search_options"],
  ]),
  anthropic: new Set([
    ...["model", "messages", "max_tokens", "system", "temperature", "top_p", "top_k", "stop_sequences", "stream"],
    ...["tools", "tool_choice", "metadata", "thinking", "output_config", "service_tier"],
  ]),
};

const headerNames = new Set([
  ...["host", "connection", "content-type", "content-length", "transfer-encoding", "accept", "accept-encoding"],
  ...["user-agent", "authorization", "x-api-key", "anthropic-version", "traceparent", "tracestate"],
]);

export function checkRecord(record: WireRecord, exchange: Exchange): Violation[] {
  const { body, model, provider } = record;
  if (!(body instanceof Members)) return [{ kind: "no JSON", what: record.text.slice(0, 200) }];
  if (!model) return [{ kind: "unknown target", what: `${provider.id} got ${record.text.slice(0, 200)}` }];
  const names = body.entries.map(([name]) => name);
  const accepted = provider.beside?.accepts ?? [];
  const unlisted = names.filter((name) => !members[provider.dialect].has(name) && !accepted.includes(name));
  return [
    ...twins(body).map((path): Violation => ({ kind: "twin", what: path })),
    ...unlisted.map((name): Violation => ({ kind: "unlisted member", what: `${provider.id} got ${name}` })),
    ...checkHeaders(record),
    ...checkLimits(record, body, exchange),
    ...checkBound(record, exchange),
  ];
}

function checkHeaders({ headers }: WireRecord): Violation[] {
  const pairs = headers.flatMap((name, i) => (i % 2 === 0 ? [[name.toLowerCase(), headers[i + 1]!] as const] : []));
  const crossed = pairs.filter(
    ([name, value]) => !headerNames.has(name) || value.includes(CANARY) || value.includes("secret-of-"),
  );
  return crossed.map(([name, value]) => ({ kind: "client's header", what: `${name}: ${value}` }));
}

/** The smallest of what client, route and model say; where the policy fixes it, what the policy says for the client. */
function checkLimits({ model }: WireRecord, body: Members, exchange: Exchange): Violation[] {
  const { asked, route, rule, compiled } = exchange;
  const sent = body.entries.filter(([name]) => limitNames.includes(name.toLowerCase()));
  const set = { ...(route?.set ?? {}), ...(rule?.set ?? {}) };
  const fixed = [set.max_tokens, set.max_completion_tokens].filter((limit) => typeof limit === "number");
  const said = [...(fixed.length > 0 ? fixed : asked.limits), route?.max.outputTokens, model?.maxOutput];
  const known = said.filter((limit) => limit !== undefined);
  if (sent.length > 1 || (sent.length === 0 && known.length > 0)) {
    return [{ kind: "limits sent", what: `${sent.map(([name, value]) => `${name}: ${value}`).join(", ") || "none"}` }];
  }
  const most = Math.min(...known, compiled.policy.world.models.find(({ id }) => id === model?.id)?.context ?? 0);
  const over = sent.filter(([, value]) => typeof value !== "number" || value > most);
  return over.map(([name, value]) => ({ kind: "output limit", what: `${name}: ${value}, where ${most} is allowed` }));
}

/** Bytes of text for each token that a route lets in. */
const BYTES_PER_TOKEN = 8;

function checkBound({ bill }: WireRecord, { route }: Exchange): Violation[] {
  const { inputTokens = Number.POSITIVE_INFINITY, textBytes: most = inputTokens * BYTES_PER_TOKEN } = route?.max ?? {};
  if (!bill || bill.counted.textBytes <= most + SLACK) return [];
  const { textBytes, tokens } = bill.counted;
  const what = `${textBytes} bytes of text, ${tokens} tokens, where the route lets ${most} bytes in`;
  return [{ kind: "text over the route's bound", what }];
}

/** Names and braces that stand around texts. */
const SLACK = 600;
