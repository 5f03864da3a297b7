import { pixel } from "../pixel.ts";
import { object, type Refusal, refusalsOf } from "./refusal.ts";

const blocks = (...list: object[]) => ({ messages: [{ role: "user", content: list }] });
const spec = (name: string, more: object = {}) => ({
  toolConfig: { tools: [{ toolSpec: { name, inputSchema: { json: object }, ...more } }] },
});
const toolUse = (toolUseId: string) => ({ toolUse: { toolUseId, name: "f", input: {} } });
const toolResult = (toolUseId: string) => ({ toolResult: { toolUseId, content: [{ text: "1" }] } });
const alternate = (...list: object[][]) => ({
  messages: list.map((content, at) => ({ role: at % 2 ? "assistant" : "user", content })),
});
const hi = [{ text: "Hi" }];

export const bedrock: readonly Refusal[] = refusalsOf([
  [
    "a blank text",
    blocks({ text: " " }),
    /The text field in the ContentBlock object at messages\.0\.content\.0 is blank/,
  ],
  [
    "an empty message",
    { messages: [{ role: "user", content: [] }] },
    /The content field in the Message object at messages\.0 is empty/,
  ],
  [
    "roles that do not alternate",
    {
      messages: [
        { role: "user", content: hi },
        { role: "user", content: hi },
      ],
    },
    /must alternate between user and assistant/,
  ],
  ["an assistant that begins", { messages: [{ role: "assistant", content: hi }] }, /must start with a user message/],
  [
    "tools that were used and are not defined",
    alternate(hi, [toolUse("a")], [toolResult("a")]),
    /toolConfig field must be defined/,
  ],
  [
    "a call without its result",
    { ...alternate(hi, [toolUse("a"), toolUse("b")], [toolResult("a")]), ...spec("f") },
    /Expected toolResult blocks at messages\.2\.content for the following Ids: b/,
  ],
  [
    "more results than calls",
    { ...alternate(hi, [toolUse("a")], [toolResult("a"), toolResult("b")]), ...spec("f") },
    /exceeds the number of toolUse blocks/,
  ],
  ["a name of a tool with a dot", spec("a.b"), /regular expression pattern: \[a-zA-Z0-9_-\]\+/],
  ["a name of a tool that is too long", spec("a".repeat(65)), /less than or equal to 64/],
  ["an empty description", spec("f", { description: "" }), /greater than or equal to 1/],
  ["no tools", { toolConfig: { tools: [] } }, /greater than or equal to 1/],
  ["an unknown kind of block", blocks({ type: "text", text: "Hi" }), /must set one of the following keys: text, image/],
  ["an unknown member", { max_tokens: 5 }, /extraneous key \[max_tokens\] is not permitted/],
  ["a temperature over 1", { inferenceConfig: { temperature: 1.5 } }, /less than or equal to 1/],
  ["no room for an answer", { inferenceConfig: { maxTokens: 0 } }, /greater than or equal to 1/],
  [
    "an image that is another",
    blocks(...hi, { image: { format: "jpeg", source: { bytes: pixel } } }),
    /appears to be a image\/png image/,
  ],
  [
    "a document with a dot in its name",
    blocks(...hi, { document: { format: "pdf", name: "a.pdf", source: { bytes: "JVBERi0=" } } }),
    /file name contains invalid characters/,
  ],
  [
    "a document without a text",
    blocks({ document: { format: "pdf", name: "a", source: { bytes: "JVBERi0=" } } }),
    /text block is required/,
  ],
  [
    "a blank that ends what the assistant began",
    alternate(hi, [{ text: "So " }]),
    /cannot end with trailing whitespace/,
  ],
  ["a blank stop sequence", { inferenceConfig: { stopSequences: [" "] } }, /must contain non-whitespace/],
]);
