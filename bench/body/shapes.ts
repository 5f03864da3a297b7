/** Bodies of nearly the size that the runtime takes, each as large in another way. */

const SIZE = 31 * 1024 * 1024;
const head = '{"model":"chat","messages":[{"role":"user","content":"Hello"}]';

/** By what it is full of. */
export const shapes: Readonly<Record<string, () => string>> = {
  "one text": () => user("x".repeat(SIZE)),
  "one text, not ASCII": () => user("\u6f22".repeat(SIZE / 3)),
  "one text of quotes": () => user('"'.repeat(SIZE / 2)),
  "one text of line ends": () => user("\n".repeat(SIZE / 2)),
  "one text of escaped letters": () => `${head.slice(0, -3)}${"\\u0061".repeat(SIZE / 6)}"}]}`,
  blanks: () => `${head}${" ".repeat(SIZE)}}`,
  numbers: () => `${head},"x":[${"1,".repeat(SIZE / 2)}1]}`,
  "tiny members": () => `${head},"x":{${repeated('"a":1,')}"b":1}}`,
  "members of their own names": () => `${head},${numbered((i) => `"m${i}":1`, 12)}}`,
  "members with escaped names": () => `${head},"x":{${repeated('"\\u0061":1,')}"b":1}}`,
  "as many long names as are taken": () => `${head},"metadata":{${few((i) => `"${"k".repeat(110)}${i}":1`)}}}`,
  "as many escaped names as are taken": () => `${head},"metadata":{${few((i) => `"${"\\u006b".repeat(18)}${i}":1`)}}}`,
  "deep lists": () => `${head},"x":${"[".repeat(SIZE / 2)}${"]".repeat(SIZE / 2)}}`,
  "deep objects": () => `${head},"x":${'{"a":'.repeat(SIZE / 6)}1${"}".repeat(SIZE / 6)}}`,
  "many messages": () => messages(78_000, (i) => ({ role: i % 2 ? "assistant" : "user", content: "y".repeat(350) })),
  "many small messages": () => messages(500_000, () => ({ role: "user", content: "Hello there, how are you?" })),
  "many parts": () => messages(1, () => ({ role: "user", content: parts(80_000, 340) })),
  "many tools": () => `${head},"tools":[${tools(34_000)}]}`,
};

function user(content: string): string {
  return JSON.stringify({ model: "chat", messages: [{ role: "user", content }] });
}

function messages(count: number, message: (i: number) => object): string {
  return JSON.stringify({ model: "chat", messages: Array.from({ length: count }, (_, i) => message(i)) });
}

function parts(count: number, length: number): object[] {
  return Array.from({ length: count }, () => ({ type: "text", text: "z".repeat(length) }));
}

function tools(count: number): string {
  const tool = (i: number) => ({ type: "function", function: { name: `f${i}`, description: "d".repeat(800) } });
  return Array.from({ length: count }, (_, i) => JSON.stringify(tool(i))).join(",");
}

function repeated(text: string): string {
  return text.repeat(SIZE / text.length);
}

function numbered(member: (i: number) => string, length: number): string {
  return Array.from({ length: Math.floor(SIZE / length) }, (_, i) => member(i)).join(",");
}

function few(member: (i: number) => string): string {
  return Array.from({ length: 240_000 }, (_, i) => member(i)).join(",");
}
