/** Neutral request → chat completions body. */

import { limitName } from "../../../../semantics/parameters/output-limit.ts";
import type { Failure } from "../../../failures.ts";
import { onlyAsBytes } from "../../../operations/chat/only-as-bytes.ts";
import { shortUser } from "../../../operations/chat/short-user.ts";
import { writeMessages } from "../../../operations/chat/write-messages.ts";
import { writeParameters } from "../../../operations/chat/write-parameters.ts";
import type { Dialect, WireRequest } from "../../dialect.ts";
import { fitParameters, sentOtherwise } from "../../parameters.ts";

type Body = Record<string, unknown>;

export const request: Dialect["request"] = (asked, target): WireRequest | Failure => {
  const beyond = onlyAsBytes(asked);
  if (beyond !== undefined) return beyond;
  const { request: kept, dropped, changed } = fitParameters(asked, target, { dialect: "openai" });
  const messages = writeMessages(kept.messages, target.parameters.thoughts ?? false);
  const body: Body = { model: target.model, messages, ...writeParameters(kept) };
  const limit = limitName(target.parameters);
  if (kept.user !== undefined) body.user = shortUser(kept.user);
  if (kept.topK !== undefined && target.accepts?.includes("top_k")) body.top_k = kept.topK;
  else if (kept.topK !== undefined) dropped.push("top_k");
  const wire = rename(body, target.parameters.rename ?? {});
  if (kept.maxOutputTokens !== undefined && limit !== undefined) {
    wire[limit] = Math.min(kept.maxOutputTokens, target.maxOutput ?? Number.POSITIVE_INFINITY);
  }
  if (kept.stream) {
    wire.stream = true;
    if (!target.parameters.drop?.includes("stream_options")) wire.stream_options = { include_usage: true };
  }
  return { body: wire, dropped, ...sentOtherwise(changed, dropped) };
};

function rename(body: Body, names: Readonly<Record<string, string>>): Body {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [Object.hasOwn(names, name) ? names[name]! : name, value]),
  );
}
