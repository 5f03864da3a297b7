/** What a hostile client does to a Messages body. */
import type { Trick } from "../api.ts";
import { bulk } from "../bulk-tricks.ts";
import { schema, TOOL } from "../tool.ts";
import { image } from "./usual.ts";

export const messagesTricks: Readonly<Record<string, Trick>> = {
  "faster service": (random, draft) => {
    draft.set("speed", "fast");
    draft.set("service_tier", random.pick(["priority", "standard_only", "fast"]));
  },
  "tools of the provider": (random, draft) => {
    const tools = [
      { type: "web_search_20250305", name: "web_search", max_uses: 10 },
      { type: "code_execution_20250825", name: "code_execution" },
      { type: "bash_20250124", name: "bash" },
    ];
    draft.append("tools", random.pick(tools));
    draft.callsTool = false;
  },
  "what cannot be bounded": (random, draft) => {
    const members = [
      ["mcp_servers", [{ type: "url", url: "https://example.com", name: "x" }]],
      ["container", "c1"],
      ["inference_geo", "us"],
      ["context_management", { edits: [{ type: "clear_tool_uses_20250919" }] }],
    ] as const;
    const [name, value] = random.pick(members);
    draft.set(name, value);
  },
  "large system": (random, draft) => draft.set("system", [{ type: "text", text: bulk(random) }]),
  "large thoughts": (random, draft) => {
    const thought = { type: "thinking", thinking: bulk(random), signature: "c2lnbmVk" };
    const said = [{ role: "assistant", content: [thought, { type: "text", text: "Yes." }] }];
    draft.append("messages", ...said, { role: "user", content: `more ${draft.marker}` });
    draft.hasWord = false;
  },
  "large results": (random, draft) => {
    const call = { type: "tool_use", id: "toolu_b", name: TOOL, input: { city: "Lyon" } };
    const text = [{ type: "text", text: bulk(random) }, image(random)];
    draft.needs.add("vision");
    const answer = { type: "tool_result", tool_use_id: "toolu_b", content: random.once(2) ? text : bulk(random) };
    draft.append("messages", { role: "assistant", content: [call] }, { role: "user", content: [answer] });
    draft.hasWord = false;
  },
  "large document": (random, draft) => {
    draft.needs.add("pdf");
    const source = { type: "text", media_type: "text/plain", data: bulk(random) };
    draft.append("messages", { role: "user", content: [{ type: "document", source, title: "minutes" }] });
    draft.hasWord = false;
  },
  "large tool": (random, draft) => {
    draft.append("tools", { name: "more", description: bulk(random), input_schema: schema });
  },
  "members of blocks": (random, draft) => {
    const more = random.pick([
      { citations: [{ cited_text: bulk(random) }] },
      { x: bulk(random) },
      { context: bulk(random) },
    ]);
    draft.append("messages", { role: "user", content: [{ type: "text", text: draft.marker, ...more }] });
    draft.hasWord = false;
  },
  "a long cache": (_, draft) => {
    const cached = { type: "text", text: "Remember this.", cache_control: { type: "ephemeral", ttl: "1h" } };
    draft.append("messages", { role: "user", content: [cached] });
    draft.hasWord = false;
  },
  "a large budget": (_, draft) => draft.set("thinking", { type: "enabled", budget_tokens: 60_000 }),
  "key in another header": (_, draft) => draft.headers.push("x-api-key", `secret-of-${draft.key.id}`),
};
