/** Requests such as clients send. */
import type { Random } from "../../../../agreement/random.ts";
import { WORD } from "../../policy/conditions.ts";
import type { Draft } from "../draft.ts";
import { describe, header } from "../metadata.ts";
import { pictureData } from "../picture-data.ts";
import { usualText } from "../texts.ts";
import { about, CALL, schema, TOOL } from "../tool.ts";

export function draftChat(random: Random, draft: Draft): void {
  draft.add("model", draft.route);
  draft.hasWord = random.once(4);
  const hasTools = random.once(6);
  draft.callsTool = hasTools && random.once(2);
  draft.add("messages", messages(random, draft));
  if (random.once(3)) askForStream(random, draft);
  if (random.once(2)) limitOutput(random, draft);
  if (random.once(4)) draft.add("temperature", random.pick([0, 0.7, 1]));
  if (random.once(8)) draft.add("stop", random.pick(["END", ["\n\n", "###"]]));
  if (random.once(8)) draft.add("user", "user-17");
  if (random.once(6)) addSettings(random, draft);
  if (hasTools) draft.add("tools", [tool]);
  if (random.once(10)) draft.add("response_format", format);
  if (random.once(10)) draft.add("service_tier", random.pick(["auto", "default", "flex", "priority"]));
  if (random.once(12)) draft.add("n", 2);
  if (random.once(2)) describe(random, draft, random.pick(["public", "pii"]));
  if (random.once(4)) header(draft, "customer", random.pick(["acme", "zeta", "omega"]));
}

/** Such as few clients say. */
function addSettings(random: Random, draft: Draft): void {
  const settings: readonly (readonly [string, unknown])[] = [
    ["seed", 7],
    ["top_p", random.pick([0.1, 0.9])],
    ["presence_penalty", 0.5],
    ["frequency_penalty", -0.5],
    ["logit_bias", { "50256": -100 }],
    ["logprobs", true],
    ["parallel_tool_calls", false],
    ["reasoning_effort", "low"],
    ["verbosity", "low"],
    ["store", random.once(2)],
    ["prompt_cache_key", "k1"],
  ];
  for (const [name, value] of settings) if (random.once(3)) draft.add(name, value);
}

function messages(random: Random, draft: Draft): unknown[] {
  const history = random
    .list(random.integer(3), () => [
      { role: "user", content: usualText(random, 2) },
      { role: "assistant", content: usualText(random, 2) },
    ])
    .flat();
  const system = random.once(2) ? [{ role: "system", content: usualText(random, 2) }] : [];
  const word = draft.hasWord ? ` ${WORD} DE89370400440532013000` : "";
  const text = `${draft.marker} ${usualText(random)}${word}${draft.callsTool ? ` ${CALL}` : ""}`;
  return [...system, ...history, { role: "user", content: content(random, draft, text) }];
}

function content(random: Random, draft: Draft, text: string): unknown {
  const part = { type: "text", text };
  switch (random.integer(16)) {
    case 0:
      draft.needs.add("vision");
      return [part, image(random)];
    case 1:
      draft.needs.add("audio");
      return [part, { type: "input_audio", input_audio: { data: "UklGRg".repeat(100), format: "wav" } }];
    case 2:
      draft.needs.add("pdf");
      return [part, { type: "file", file: { filename: "a.pdf", file_data: "data:application/pdf;base64,JVBERi0=" } }];
    case 3:
      return [part];
    default:
      return text;
  }
}

export function image(random: Random): object {
  return { type: "image_url", image_url: { url: `data:image/png;base64,${pictureData(random)}` } };
}

function askForStream(random: Random, draft: Draft): void {
  draft.stream = true;
  draft.add("stream", true);
  if (random.once(2)) draft.add("stream_options", { include_usage: true });
}

function limitOutput(random: Random, draft: Draft): void {
  const limit = random.pick([1, 16, 100, 400]);
  draft.limits.push(limit);
  draft.add(random.pick(["max_tokens", "max_completion_tokens"]), limit);
}

const tool = { type: "function", function: { name: TOOL, description: about, parameters: schema } };

const format = {
  type: "json_schema",
  json_schema: { name: "point", schema: { type: "object", properties: { x: { type: "number" } } } },
};
