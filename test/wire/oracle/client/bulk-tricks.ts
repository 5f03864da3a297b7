/** Much text, where few look for it. */
import type { Random } from "../../../agreement/random.ts";
import { WORD } from "../policy/conditions.ts";
import type { Draft } from "./draft.ts";
import { oddText, usualText } from "./texts.ts";

type Trick = (random: Random, draft: Draft) => void;

/** Half a megabyte seldom: counting it takes time. */
function bulk(random: Random): string {
  const size = random.once(25) ? 500_000 : random.pick([4_000, 12_000, 40_000]);
  return usualText(random, 20)
    .repeat(Math.ceil(size / 600))
    .slice(0, size);
}

/** Whatever another trick has made of them. */
function messagesOf(draft: Draft): { role?: string; content?: unknown }[] {
  const messages = draft.get("messages");
  return Array.isArray(messages) && messages.length > 0
    ? (messages as object[])
    : [{ role: "user", content: draft.marker }];
}

function lastUser(draft: Draft, change: (text: string) => unknown): void {
  const messages = messagesOf(draft);
  const last = messages.findLast(({ role }) => role === "user");
  if (typeof last?.content === "string") last.content = change(last.content);
  draft.set("messages", messages);
}

export const bulkTricks: Readonly<Record<string, Trick>> = {
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
  "large unknown member": (random, draft) =>
    draft.set(random.pick(["context", "system", "prediction", "documents", "instructions"]), bulk(random)),
  "large name": (random, draft) => {
    const messages = messagesOf(draft);
    draft.set("messages", [{ ...messages[0], name: bulk(random) }, ...messages.slice(1)]);
  },
  "large stop": (random, draft) => draft.set("stop", [bulk(random)]),
  "large user": (random, draft) => draft.set("user", bulk(random)),
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
  "odd text": (random, draft) =>
    lastUser(draft, (text) => `${oddText(random, random.pick([100, 400, 1_500, 6_000]))} ${text}`),
  "word after blanks": (random, draft) => {
    draft.hasWord = true;
    const blanks = " ".repeat(random.once(4) ? 262_144 : random.pick([500, 6_000]));
    draft.append("messages", { role: "user", content: `${blanks}${WORD} ${draft.marker}` });
  },
};
