import { pixel } from "../pixel.ts";
import { object, type Refusal, type Row, refusalsOf } from "./refusal.ts";

const parts = (...list: object[]) => ({ contents: [{ role: "user", parts: list }] });
const declare = (...list: object[]) => ({ tools: [{ functionDeclarations: list }] });
const takes = (properties: object, more: object = {}) =>
  declare({ name: "f", parameters: { type: "OBJECT", properties, ...more } });
const call = { functionCall: { name: "f", args: {} } };
const result = { functionResponse: { name: "f", response: { output: "1" } } };
const turns = (...list: object[][]) => ({
  contents: list.map((some, at) => ({ role: at % 2 ? "model" : "user", parts: some })),
});

const shared: readonly Row[] = [
  ["an unknown member", { max_tokens: 5 }, /Unknown name \\?"max_tokens\\?": Cannot find field/],
  ["an unknown member deep inside", { generationConfig: { n: 2 } }, /Unknown name \\?"n\\?" at 'generation_config'/],
  [
    "a number that is a text",
    { generationConfig: { temperature: "hot" } },
    /Invalid value at 'generation_config\.temperature' \(TYPE_FLOAT\)/,
  ],
  [
    "a keyword of JSON Schema beyond the subset",
    takes({ a: { type: "STRING", const: "x" } }),
    /Unknown name \\?"const\\?" at 'tools\[0\]\.function_declarations\[0\]\.parameters\.properties\[0\]\.value'/,
  ],
  ["a list of types", takes({ a: { type: ["STRING", "NULL"] } }), /Proto field is not repeating, cannot start list/],
  ["an enum of numbers", takes({ a: { type: "INTEGER", enum: [1, 2] } }), /\(TYPE_STRING\), 1/],
  ["an object without members", takes({}), /should be non-empty for OBJECT type/],
  [
    "a required member that is not there",
    takes({ a: { type: "STRING" } }, { required: ["b"] }),
    /required\[0\]: property is not defined/,
  ],
  ["an array without items", takes({ a: { type: "ARRAY" } }), /items: missing field/],
  [
    "a format that is not known",
    takes({ a: { type: "STRING", format: "email" } }),
    /only 'enum' and 'date-time' are supported/,
  ],
  ["a name of a function that begins with a digit", declare({ name: "1f" }), /Invalid function name/],
  [
    "both forms of parameters",
    declare({ name: "f", parameters: { type: "OBJECT" }, parametersJsonSchema: object }),
    /only one of parameters/,
  ],
  [
    "allowed functions in a mode that is not ANY",
    { ...declare({ name: "f" }), toolConfig: { functionCallingConfig: { allowedFunctionNames: ["f"] } } },
    /when function calling mode is ANY/,
  ],
  ["no contents", { contents: [] }, /contents is not specified/],
  ["an unknown role", { contents: [{ role: "assistant", parts: [{ text: "Hi" }] }] }, /valid role: user, model/],
  [
    "a part of two kinds",
    parts({ text: "Hi", inlineData: { mimeType: "image/png", data: pixel } }),
    /oneof field 'data'/,
  ],
  [
    "an image of a type that is not taken",
    parts({ inlineData: { mimeType: "image/gif", data: pixel } }),
    /Unsupported MIME type: image\/gif/,
  ],
  [
    "a call that is not answered",
    turns([{ text: "Hi" }], [call, call], [result]),
    /number of function response parts is equal/,
  ],
  [
    "a result without a call",
    turns([{ text: "Hi" }], [{ text: "Ho" }], [result]),
    /immediately after a function call turn/,
  ],
  [
    "a result that is a text",
    turns([{ text: "Hi" }], [call], [{ functionResponse: { name: "f", response: "1" } }]),
    /function_response\.response' \(type/,
  ],
  ["six stop sequences", { generationConfig: { stopSequences: ["a", "b", "c", "d", "e", "f"] } }, /at most 5/],
  [
    "a schema without its type of answer",
    { generationConfig: { responseSchema: { type: "STRING" } } },
    /only supported with response mime type/,
  ],
];

export const gemini: readonly Refusal[] = refusalsOf([
  ...shared,
  [
    "a closed object",
    takes({ a: { type: "STRING" } }, { additionalProperties: false }),
    /Unknown name \\?"additionalProperties\\?"/,
  ],
  [
    "an image by its address",
    parts({ fileData: { mimeType: "image/png", fileUri: "https://example.com/a.png" } }),
    /unsupported file uri/,
  ],
  ["labels", { labels: { a: "b" } }, /Unknown name \\?"labels\\?"/],
]);

export const vertex: readonly Refusal[] = refusalsOf([
  ...shared,
  ["an empty text", parts({ text: "" }), /must have a text parameter/],
  [
    "an id on a call",
    turns([{ text: "Hi" }], [{ functionCall: { id: "a", name: "f", args: {} } }], [result]),
    /Unknown name \\?"id\\?"/,
  ],
]);
