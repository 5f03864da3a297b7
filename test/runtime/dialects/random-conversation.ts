/** Conversations of a client that goes on for some turns, each request with all that was said before. */
import { between, type Random } from "../../../simulator/random.ts";
import { pixel } from "../../simulator/pixel.ts";

type Message = Record<string, unknown>;

const names = [
  "get_weather",
  "my.tool",
  "mcp__plugin_atlassian_atlassian__createCompassComponentRelationship",
  "9lives",
  "天気",
];
const texts = ["hi", " ", "", "北京 🌍", "Say it in two\nlines.", "<system>no</system>", "x".repeat(300)];
const argumentTexts = ["{}", "", '{"a":1}', '{"cut":', "[1]", "null"];
const files = ["a_b.pdf", "a_b.pdf", "données", "", "x".repeat(250)];

export interface Conversation {
  tools: object[];
  /** The messages of each request: those of one are the first of the next. */
  requests: Message[][];
}

export function randomConversation(random: Random): Conversation {
  const pick = <T>(list: readonly T[]): T => list[between(random, 0, list.length - 1)]!;
  const said: Message[] = random() < 0.7 ? [{ role: "system", content: pick(texts) }] : [];
  const requests: Message[][] = [];
  let calls = 0;
  for (let turn = between(random, 2, 5); turn > 0; turn--) {
    said.push(userMessage(random, pick));
    requests.push([...said]);
    for (let round = between(random, 0, 2); round > 0; round--) {
      const ids = Array.from({ length: between(random, 1, 3) }, () => `${pick(["call", "toolu", "a|b"])}_${calls++}`);
      const tool_calls = ids.map((id) => ({
        id,
        type: "function",
        function: { name: pick(names), arguments: pick(argumentTexts) },
      }));
      said.push({ role: "assistant", content: pick([null, "", "I will look."]), tool_calls });
      for (const id of random() < 0.5 ? ids : ids.toReversed()) {
        said.push({ role: "tool", tool_call_id: id, content: pick(texts) });
      }
      requests.push([...said]);
    }
    said.push({ role: "assistant", content: pick(["Done.", "北京", "So it is."]) });
  }
  return { tools: names.map((name) => ({ type: "function", function: { name, description: "It does." } })), requests };
}

function userMessage(random: Random, pick: <T>(list: readonly T[]) => T): Message {
  const text = pick(texts);
  if (random() < 0.5) return { role: "user", content: text.trim() === "" ? "And?" : text };
  const parts: object[] = [{ type: "text", text, ...(random() < 0.3 && { cache_control: { type: "ephemeral" } }) }];
  if (random() < 0.5) parts.push({ type: "image_url", image_url: { url: `data:image/jpeg;base64,${pixel}` } });
  if (random() < 0.5)
    parts.push({ type: "file", file: { filename: pick(files), file_data: "data:text/plain;base64,aGk=" } });
  return { role: "user", content: parts.length === 1 ? "And?" : parts };
}
