/** Much text in a chat completion, where few look for it. */
import type { Trick } from "../api.ts";
import { bulk } from "../bulk-tricks.ts";
import type { Draft } from "../draft.ts";

/** Whatever another trick has made of them. */
function messagesOf(draft: Draft): { role?: string; content?: unknown }[] {
  const messages = draft.get("messages");
  return Array.isArray(messages) && messages.length > 0
    ? (messages as object[])
    : [{ role: "user", content: draft.marker }];
}

export const chatBulkTricks: Readonly<Record<string, Trick>> = {
  "large functions": (random, draft) =>
    draft.set("functions", [{ name: "f", description: bulk(random), parameters: { type: "object" } }]),
  "large reasoning": (random, draft) => {
    const messages = messagesOf(draft);
    draft.set("messages", [{ role: "assistant", content: "Yes.", reasoning_content: bulk(random) }, ...messages]);
  },
  "large unknown part": (random, draft) => {
    const messages = messagesOf(draft);
    const part = random.pick([
      { type: "document", document: { text: bulk(random) } },
      { type: "text", text: "x", annotations: bulk(random) },
      { type: "refusal", refusal: bulk(random) },
    ]);
    draft.set("messages", [{ role: "user", content: [part] }, ...messages]);
  },
  "large name": (random, draft) => {
    const messages = messagesOf(draft);
    draft.set("messages", [{ ...messages[0], name: bulk(random) }, ...messages.slice(1)]);
  },
  "large stop": (random, draft) => draft.set("stop", [bulk(random)]),
  "large tool calls": (random, draft) => {
    const messages = messagesOf(draft);
    const call = {
      id: "c1",
      type: "function",
      function: { name: "f", arguments: JSON.stringify({ x: bulk(random) }) },
    };
    const answer = { role: "tool", tool_call_id: "c1", content: "done" };
    draft.set("messages", [{ role: "assistant", content: null, tool_calls: [call] }, answer, ...messages]);
  },
  "numbers that grow": (random, draft) => {
    const count = random.pick([60, 420, 1_250, 1_250]);
    const schema = `{"type":"object","properties":{"x":{"enum":[${Array(count).fill("1e20").join(",")}]}}}`;
    draft.members.push(['"tools"', `[{"type":"function","function":{"name":"f","parameters":${schema}}}]`]);
    const first = draft.members.findIndex(([name]) => name === '"tools"');
    if (first < draft.members.length - 1) draft.members.splice(first, 1);
  },
};
