/** Requests such as clients of the Messages API send: agents, with tools, marks of the cache and thoughts. */
import type { Random } from "../../../../agreement/random.ts";
import { WORD } from "../../policy/conditions.ts";
import type { Draft } from "../draft.ts";
import { describe, header } from "../metadata.ts";
import { pictureData } from "../picture-data.ts";
import { usualText } from "../texts.ts";
import { about, CALL, schema, TOOL } from "../tool.ts";

export function draftMessages(random: Random, draft: Draft): void {
  draft.add("model", draft.route);
  draft.hasWord = random.once(4);
  const hasTools = random.once(4);
  draft.callsTool = hasTools && random.once(2);
  if (random.once(2)) draft.add("system", systemOf(random));
  draft.add("messages", turns(random, draft));
  const limit = random.pick([1, 16, 100, 400, 2_000]);
  draft.limits.push(limit);
  draft.add("max_tokens", limit);
  if (hasTools) draft.add("tools", [{ name: TOOL, description: about, input_schema: schema, ...mark(random, 4) }]);
  if (hasTools && random.once(4)) draft.add("tool_choice", { type: "auto", disable_parallel_tool_use: true });
  addSettings(random, draft);
  if (random.once(2)) describe(random, draft, random.pick(["public", "pii"]));
  if (random.once(4)) header(draft, "customer", random.pick(["acme", "zeta", "omega"]));
  draft.headers.push("anthropic-version", "2023-06-01");
}

function addSettings(random: Random, draft: Draft): void {
  if (random.once(3)) {
    draft.stream = true;
    draft.add("stream", true);
  }
  if (random.once(4)) draft.add("temperature", random.pick([0, 0.7, 1]));
  if (random.once(8)) draft.add("stop_sequences", ["END", "###"]);
  if (random.once(8)) draft.add("top_k", 40);
  if (random.once(8)) draft.add("top_p", random.pick([0.1, 0.9]));
  if (random.once(10)) draft.add("thinking", { type: "adaptive" });
  if (random.once(12)) draft.add("output_config", { format: { type: "json_schema", schema } });
  if (random.once(12)) draft.add("service_tier", "auto");
  if (random.once(20)) draft.add("cache_control", { type: "ephemeral", ttl: random.pick(["5m", "1h"]) });
}

/** Seldom for an hour. */
function mark(random: Random, seldom: number): object {
  if (!random.once(seldom)) return {};
  return { cache_control: { type: "ephemeral", ...(random.once(3) && { ttl: random.pick(["5m", "1h"]) }) } };
}

function systemOf(random: Random): unknown {
  const text = usualText(random, 2);
  return random.once(2)
    ? text
    : [
        { type: "text", text: "Be kind." },
        { type: "text", text, ...mark(random, 2) },
      ];
}

function turns(random: Random, draft: Draft): unknown[] {
  const history = random.list(random.integer(3), () => earlier(random)).flat();
  const word = draft.hasWord ? ` ${WORD} DE89370400440532013000` : "";
  const text = `${draft.marker} ${usualText(random)}${word}${draft.callsTool ? ` ${CALL}` : ""}`;
  return [...history, { role: "user", content: content(random, draft, text) }];
}

/** One question, and what was done about it. */
function earlier(random: Random): unknown[] {
  const question = { role: "user", content: usualText(random, 2) };
  if (random.once(3)) return [question, ...used(random)];
  const thought = { type: "thinking", thinking: "I should look.", signature: "c2lnbmVk" };
  const said = { type: "text", text: usualText(random, 2), ...mark(random, 4) };
  return [question, { role: "assistant", content: random.once(3) ? [thought, said] : [said] }];
}

function used(random: Random): unknown[] {
  const result = random.once(2) ? "12 degrees" : [{ type: "text", text: "12 degrees" }];
  const call = { type: "tool_use", id: "toolu_a", name: TOOL, input: { city: "Lyon" } };
  const answer = { type: "tool_result", tool_use_id: "toolu_a", content: result, ...mark(random, 4) };
  return [
    { role: "assistant", content: [{ type: "text", text: "I look." }, call] },
    { role: "user", content: [answer] },
    { role: "assistant", content: "It is cold." },
  ];
}

function content(random: Random, draft: Draft, text: string): unknown {
  const part = { type: "text", text, ...mark(random, 6) };
  switch (random.integer(12)) {
    case 0:
      draft.needs.add("vision");
      return [part, image(random)];
    case 1:
      draft.needs.add("pdf");
      return [part, { type: "document", source: { type: "base64", media_type: "application/pdf", data: "JVBERi0=" } }];
    case 2:
    case 3:
      return [part];
    default:
      return text;
  }
}

export function image(random: Random): object {
  return { type: "image", source: { type: "base64", media_type: "image/png", data: pictureData(random) } };
}
