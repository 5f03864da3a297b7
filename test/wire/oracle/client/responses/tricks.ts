/** What a hostile client does to a body of the Responses API. */
import type { Trick } from "../api.ts";
import { bulk } from "../bulk-tricks.ts";
import { schema, TOOL } from "../tool.ts";
import { image } from "./usual.ts";

export const responsesTricks: Readonly<Record<string, Trick>> = {
  "what is kept elsewhere": (random, draft) => {
    const members = [
      ["previous_response_id", "resp_1"],
      ["conversation", "conv_1"],
      ["background", true],
      ["prompt", { id: "pmpt_1" }],
    ] as const;
    const [name, value] = random.pick(members);
    draft.set(name, value);
  },
  "tools of the provider": (random, draft) => {
    const tools = [
      { type: "web_search" },
      { type: "file_search", vector_store_ids: ["v"] },
      { type: "code_interpreter" },
    ];
    draft.append("tools", random.pick(tools));
  },
  "references to nothing": (random, draft) => {
    const id = random.pick(["msg_1", `rs_${"A".repeat(400)}`, "fc_x"]);
    draft.append("input", { type: "item_reference", id });
    draft.hasWord = false;
  },
  "large instructions": (random, draft) => draft.set("instructions", bulk(random)),
  "large output": (random, draft) => {
    const call = { type: "function_call", call_id: "call_b", name: TOOL, arguments: '{"city":"Lyon"}' };
    const parts = [{ type: "input_text", text: bulk(random) }, image(random)];
    draft.needs.add("vision");
    const output = random.once(2) ? bulk(random) : parts;
    draft.append("input", call, { type: "function_call_output", call_id: "call_b", output });
    draft.hasWord = false;
  },
  "large arguments": (random, draft) => {
    const json = JSON.stringify({ x: bulk(random) });
    const call = { type: "function_call", call_id: "call_c", name: TOOL, arguments: json };
    draft.append("input", call, { type: "function_call_output", call_id: "call_c", output: "done" });
    draft.hasWord = false;
  },
  "large thoughts": (random, draft) => {
    const summary = [{ type: "summary_text", text: bulk(random) }];
    draft.append("input", { type: "reasoning", id: "rs_2", summary, encrypted_content: bulk(random) });
    draft.say(`more ${draft.marker}`);
    draft.hasWord = false;
  },
  "large schema": (random, draft) => {
    const described = { ...schema, description: bulk(random) };
    draft.set("text", { format: { type: "json_schema", name: "x", schema: described } });
  },
  "large tool": (random, draft) => {
    draft.append("tools", { type: "function", name: "more", description: bulk(random), parameters: schema });
  },
  "a free tool": (random, draft) => {
    draft.append("tools", { type: "custom", name: "patch", description: bulk(random) });
  },
  "settings of the chat": (random, draft) => {
    const members = [
      ["max_completion_tokens", 50_000],
      ["n", 40],
      ["modalities", ["text", "audio"]],
      ["web_search_options", {}],
    ] as const;
    const [name, value] = random.pick(members);
    draft.set(name, value);
  },
  "large metadata": (random, draft) => draft.describe("public", { note: bulk(random).slice(0, 500) }),
};
