/** Requests such as clients of the Responses API send: items, of which nothing is kept. */
import type { Random } from "../../../../agreement/random.ts";
import { WORD } from "../../policy/conditions.ts";
import type { Draft } from "../draft.ts";
import { describe, header } from "../metadata.ts";
import { pictureData } from "../picture-data.ts";
import { usualText } from "../texts.ts";
import { about, CALL, schema, TOOL } from "../tool.ts";

export function draftResponses(random: Random, draft: Draft): void {
  draft.add("model", draft.route);
  draft.hasWord = random.once(4);
  const hasTools = random.once(4);
  draft.callsTool = hasTools && random.once(2);
  if (random.once(2)) draft.add("instructions", usualText(random, 2));
  draft.add("input", inputOf(random, draft));
  if (hasTools)
    draft.add("tools", [{ type: "function", name: TOOL, description: about, parameters: schema, strict: false }]);
  if (random.once(2)) {
    const limit = random.pick([16, 100, 400]);
    draft.limits.push(limit);
    draft.add("max_output_tokens", limit);
  }
  addSettings(random, draft);
  if (random.once(2)) describe(random, draft, random.pick(["public", "pii"]));
  if (random.once(4)) header(draft, "customer", random.pick(["acme", "zeta", "omega"]));
}

function addSettings(random: Random, draft: Draft): void {
  if (random.once(3)) {
    draft.stream = true;
    draft.add("stream", true);
  }
  if (random.once(2)) draft.add("store", false);
  if (random.once(4)) draft.add("include", ["reasoning.encrypted_content"]);
  if (random.once(4)) draft.add("temperature", random.pick([0, 0.7, 1]));
  if (random.once(10)) draft.add("reasoning", { effort: "low", summary: "auto" });
  if (random.once(10)) draft.add("text", { format: { type: "json_schema", name: "point", schema } });
  if (random.once(10)) draft.add("service_tier", random.pick(["auto", "default", "flex", "priority"]));
  if (random.once(10)) draft.add("prompt_cache_key", "k1");
  if (random.once(12)) draft.add("parallel_tool_calls", false);
  if (random.once(8)) draft.add("top_p", random.pick([0.1, 0.9]));
  if (random.once(12)) draft.add("user", "user-17");
}

function inputOf(random: Random, draft: Draft): unknown {
  const word = draft.hasWord ? ` ${WORD} DE89370400440532013000` : "";
  const text = `${draft.marker} ${usualText(random)}${word}${draft.callsTool ? ` ${CALL}` : ""}`;
  if (random.once(4)) return text;
  const history = random.list(random.integer(3), () => earlier(random)).flat();
  const message = { role: "user", content: content(random, draft, text) };
  return [...history, random.once(2) ? message : { type: "message", ...message }];
}

/** One question, and what was done about it. */
function earlier(random: Random): unknown[] {
  const question = { role: "user", content: usualText(random, 2) };
  const said = { type: "output_text", text: usualText(random, 2), annotations: [] };
  const answer = { type: "message", id: "msg_1", role: "assistant", status: "completed", content: [said] };
  if (!random.once(3)) return [question, answer];
  const id = `call_${random.integer(1e9)}`;
  return [
    question,
    {
      type: "reasoning",
      id: "rs_1",
      summary: [{ type: "summary_text", text: "I should look." }],
      encrypted_content: "x",
    },
    { type: "function_call", id: "fc_1", call_id: id, name: TOOL, arguments: '{"city":"Lyon"}', status: "completed" },
    { type: "function_call_output", call_id: id, output: "12 degrees" },
    answer,
  ];
}

function content(random: Random, draft: Draft, text: string): unknown {
  const part = { type: "input_text", text };
  switch (random.integer(12)) {
    case 0:
      draft.needs.add("vision");
      return [part, image(random)];
    case 1:
      draft.needs.add("pdf");
      return [part, { type: "input_file", filename: "a.pdf", file_data: "data:application/pdf;base64,JVBERi0=" }];
    case 2:
    case 3:
      return [part];
    default:
      return text;
  }
}

export function image(random: Random): object {
  return { type: "input_image", image_url: `data:image/png;base64,${pictureData(random)}`, detail: "auto" };
}
