/** Bodies of nearly the size that the runtime takes, each as large in another way; many of as many values as it takes. */
import { MOST_DEPTH, MOST_VALUES } from "../../runtime/wire/scan-body.ts";

const SIZE = 31 * 1024 * 1024;
const MANY = MOST_VALUES - 100;
const head = '{"model":"chat","messages":[{"role":"user","content":"Hello"}]';

/** By what it is full of; all name the route `chat`. */
export const shapes: Readonly<Record<string, () => string>> = {
  "one text": () => user(filled("x")),
  "one text of words": () => user(filled("The quick brown fox jumps over the lazy dog. ")),
  "one text of code": () => user("```ts\nif (a[i] !== b) {\n  c();\n}\n```\n".repeat(SIZE / 44)),
  "one text of Han": () => user(filled("\u6f22")),
  "one text of emoji": () => user(filled("\u{1f600}")),
  "one text, a letter of it not Latin": () => user(`${filled("x")}\u6f22`),
  "one text of quotes": () => user('"'.repeat(SIZE / 2)),
  "one text of backslashes": () => user("\\".repeat(SIZE / 2)),
  "one text of line ends": () => user("\n".repeat(SIZE / 2)),
  "one text of escaped letters": () => withContent(`"${filled("\\u0061")}"`),
  "one text of escaped controls": () => withContent(`"${filled("\\u0001")}"`),
  "one text of lone surrogates": () => withContent(`"${filled("\\ud800")}"`),
  blanks: () => `${head}${" ".repeat(SIZE)}}`,
  "lines between values": () => `${head},"x":[${spread((i) => `${i}`)}]}`,
  "one long number": () => `${head},"temperature":${filled("1")}}`,
  "one long fraction": () => `${head},"x":0.${filled("1")}}`,
  numbers: () => `${head},"x":[${filled("1,")}1]}`,
  "long numbers": () => `${head},"tools":[${many((i) => `${i}.${"1234567890".repeat(30)}`)}]}`,
  "numbers with exponents": () => `${head},"x":[${many((i) => `1${"0".repeat(295)}.${i}e-300`)}]}`,
  "one long model": () => JSON.stringify({ model: filled("m"), messages: [{ role: "user", content: "Hello" }] }),
  "one long name": () => `${head},"${filled("n")}":1}`,
  "one long escaped name": () => `${head},"${filled("\\u006e")}":1}`,
  "one long name within": () => `${head},"x":{"${filled("n")}":1}}`,
  "one long role": () => JSON.stringify({ model: "chat", messages: [{ role: filled("r"), content: "Hello" }] }),
  "one long user": () => `${head},"user":"${filled("u")}"}`,
  "one picture": () => user([{ type: "image_url", image_url: { url: `data:image/png;base64,${filled("iVBOR")}` } }]),
  "one document": () => user([{ type: "file", file: { file_data: `data:application/pdf;base64,${filled("JVBER")}` } }]),
  "one sound": () => user([{ type: "input_audio", input_audio: { format: "wav", data: filled("UklGR") } }]),
  "tiny members": () => `${head},"x":{${filled('"a":1,')}"b":1}}`,
  "members of their own names": () => `${head},${many((i) => `"m${i}":1`)}}`,
  "members of their own long names": () => `${head},${many((i) => `"${"m".repeat(310)}${i}":1`)}}`,
  "members of their own long Han names": () => `${head},${many((i) => `"${"\u6f22".repeat(100)}${i}":1`)}}`,
  "members with escaped names": () => `${head},"x":{${many((i) => `"${"\\u0061".repeat(50)}${i}":1`)}}}`,
  "metadata of many names": () => `${head},"metadata":{${many((i) => `"${"k".repeat(310)}${i}":"v"`)}}}`,
  "metadata of many escaped names": () => `${head},"metadata":{${many((i) => `"${"\\u006b".repeat(50)}${i}":"v"`)}}}`,
  "metadata of long values": () => `${head},"metadata":{"a":"${filled("v")}"}}`,
  "biases of many names": () => `${head},"logit_bias":{${many((i) => `"${"7".repeat(300)}${i}":1`)}}}`,
  "objects of a name each": () => `${head},"x":[${many((i) => `{"${"n".repeat(600)}${i}":1}`, 3)}]}`,
  "objects of a number for a name": () => `${head},"x":[${many((i) => `{"${i * 7}":1}`, 3)}]}`,
  "many numbers for names": () => `${head},"x":{${many((i) => `"${MANY * 9 - i * 7}":1`)}}}`,
  "a name twice at the end": () => `${head},"x":{${many((i) => `"${"k".repeat(310)}${i}":1`)},"a":1,"a":2}}`,
  "deep lists": () => `${head},"x":${"[".repeat(SIZE / 2)}${"]".repeat(SIZE / 2)}}`,
  "deep objects": () => `${head},"x":${'{"a":'.repeat(SIZE / 6)}1${"}".repeat(SIZE / 6)}}`,
  "as deep as is taken, often": () => `${head},"tools":[${many(() => nested(MOST_DEPTH - 3), 2 * MOST_DEPTH)}]}`,
  "many messages": () =>
    messages(MANY / 4, (i) => ({ role: i % 2 ? "assistant" : "user", content: "y".repeat(1_200) })),
  "many empty messages": () => messages(MANY / 4, () => ({ role: "user", content: "" })),
  "many small messages": () => messages(500_000, () => ({ role: "user", content: "Hello there, how are you?" })),
  "many messages of a part": () => messages(MANY / 7, () => ({ role: "user", content: parts(1, 2_000) })),
  "many parts": () => messages(1, () => ({ role: "user", content: parts(MANY / 3, 900) })),
  "many empty parts": () => messages(1, () => ({ role: "user", content: parts(MANY / 3, 0) })),
  "many pictures": () => messages(1, () => ({ role: "user", content: pictures(MANY / 5) })),
  "many calls": () => messages(1, () => ({ role: "assistant", content: null, tool_calls: calls(MANY / 7) })),
  "many tools": () => `${head},"tools":[${tools(MANY / 10)}]}`,
  "one tool of many names": () => `${head},"tools":[${tool(0, `{${many((i) => `"${"p".repeat(300)}${i}":{}`, 2)}}`)}]}`,
  "one tool of many choices": () =>
    `${head},"tools":[${tool(0, `{"enum":[${many((i) => `"${"e".repeat(300)}${i}"`)}]}`)}]}`,
  "one tool of empty objects": () => `${head},"tools":[${tool(0, `{"anyOf":[${many(() => "{}", 2)}]}`)}]}`,
  "one form of signs": () =>
    `${head},"response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{"x":"${filled("{},:")}"}}}}`,
  "many stops": () => `${head},"stop":[${many((i) => `"${"s".repeat(300)}${i}"`)}]}`,
};

/** Nearly the whole body. */
function filled(text: string): string {
  return text.repeat(SIZE / Buffer.byteLength(text));
}

function user(content: unknown): string {
  return JSON.stringify({ model: "chat", messages: [{ role: "user", content }] });
}

/** `json` as it is. */
function withContent(json: string): string {
  return `{"model":"chat","messages":[{"role":"user","content":${json}}]}`;
}

function messages(count: number, message: (i: number) => object): string {
  return JSON.stringify({ model: "chat", messages: Array.from({ length: count }, (_, i) => message(i)) });
}

function parts(count: number, length: number): object[] {
  return Array.from({ length: count }, () => ({ type: "text", text: "z".repeat(length) }));
}

function pictures(count: number): object[] {
  const url = `data:image/png;base64,${"iVBOR".repeat(300)}`;
  return Array.from({ length: count }, () => ({ type: "image_url", image_url: { url } }));
}

function calls(count: number): object[] {
  const call = (i: number) => ({
    id: `c${i}`,
    type: "function",
    function: { name: "f", arguments: "a".repeat(2_000) },
  });
  return Array.from({ length: count }, (_, i) => call(i));
}

function tools(count: number): string {
  return Array.from({ length: count }, (_, i) => tool(i, "{}", "d".repeat(3_000))).join(",");
}

function tool(i: number, schema: string, description: string = ""): string {
  return `{"type":"function","function":{"name":"f${i}","description":"${description}","parameters":${schema}}}`;
}

function nested(depth: number): string {
  return `${'{"a":['.repeat(depth / 2)}${"]}".repeat(depth / 2)}`;
}

/** As many as are taken of items that are `values` each. */
function many(item: (i: number) => string, values: number = 1): string {
  return Array.from({ length: Math.floor(MANY / values) }, (_, i) => item(i)).join(",");
}

/** The same with so many blanks between them that they fill the body. */
function spread(item: (i: number) => string): string {
  const blanks = `,${"\n".repeat(SIZE / MANY)}`;
  return Array.from({ length: MANY }, (_, i) => item(i)).join(blanks);
}
