/** What is sent to a target: the client's bytes with a few members changed, or the request in the target's dialect. */

import type { ReadyTarget } from "../../attempts/ready-targets.ts";
import { type MemberEdits, spliceMembers } from "../../chat/json-members.ts";
import type { ChatRequest } from "../../chat/request.ts";
import type { Failure } from "../../failures.ts";
import type { ChatAsk } from "./chat-ask.ts";
import { clientDialect } from "./client-dialect.ts";

export interface WireBody {
  body: Buffer | string;
  /** Parameters of the client that are left out. */
  dropped: string[];
}

export function wireBody(ask: ChatAsk, ready: ReadyTarget): WireBody | Failure {
  if (ready.provider.dialect === clientDialect) return splicedBody(ask, ready);
  const written = ready.dialect.request(capped(ask), ready.target);
  if ("class" in written) return written;
  const dropped = written.dropped.filter((name) => name !== "metadata" || leftMetadata(ask) !== undefined);
  return { body: JSON.stringify(written.body), dropped };
}

function splicedBody(ask: ChatAsk, { target }: ReadyTarget): WireBody {
  const { rename = {}, drop = [] } = target.parameters;
  const metadata = leftMetadata(ask);
  const set: Record<string, string> = { model: JSON.stringify(target.model), ...tokenLimits(ask) };
  if (ask.request.stream && !drop.includes("stream_options")) set.stream_options = usageAsked(ask.body);
  if (metadata !== undefined && metadata !== ask.body.metadata) set.metadata = JSON.stringify(metadata);
  for (const name of drop) delete set[name];
  const edits: MemberEdits = { set, rename, remove: metadata === undefined ? [...drop, "metadata"] : drop };
  const dropped = drop.filter((name) => Object.hasOwn(ask.body, name));
  return { body: spliceMembers(ask.bytes, edits), dropped };
}

/** The output limit under the name that the client used. */
function tokenLimits({ body, request, maxOutputTokens: most }: ChatAsk): Record<string, string> {
  if (most === undefined || (request.maxOutputTokens ?? Number.POSITIVE_INFINITY) <= most) return {};
  const used = ["max_completion_tokens", "max_tokens"].filter((name) => typeof body[name] === "number");
  if (used.length === 0) return { max_completion_tokens: String(most) };
  return Object.fromEntries(used.map((name) => [name, String(Math.min(most, body[name] as number))]));
}

/** The usage is always asked for: without it there is no cost. */
function usageAsked(body: Readonly<Record<string, unknown>>): string {
  const given = body.stream_options;
  return JSON.stringify({ ...(typeof given === "object" ? given : undefined), include_usage: true });
}

function capped({ request, maxOutputTokens: most }: ChatAsk): ChatRequest {
  if (most === undefined || (request.maxOutputTokens ?? Number.POSITIVE_INFINITY) <= most) return request;
  return { ...request, maxOutputTokens: most };
}

/** The body's metadata without what was for the policy, itself where none was; nothing where nothing is left. */
function leftMetadata({ body, routingNames }: ChatAsk): object | undefined {
  const given = body.metadata;
  if (typeof given !== "object" || given === null) return undefined;
  const names = Object.keys(given);
  if (names.length > 0 && !names.some((name) => routingNames.includes(name))) return given;
  const left = Object.entries(given).filter(([name]) => !routingNames.includes(name));
  return left.length > 0 ? Object.fromEntries(left) : undefined;
}
