/** A value that came as JSON → JSON, as it is printed again. Also of what is nested too deeply for `JSON.stringify`. */
export function printJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return printNested(value);
  }
}

/** Without recursion: what is still to be printed stands on a stack. */
function printNested(value: unknown): string {
  const printed: string[] = [];
  const open: (Text | { value: unknown })[] = [{ value }];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if ("text" in part) printed.push(part.text);
    else if (Array.isArray(part.value)) open.push(...listParts(part.value).reverse());
    else if (isObject(part.value)) open.push(...objectParts(part.value).reverse());
    else printed.push(JSON.stringify(part.value) ?? "null");
  }
  return printed.join("");
}

interface Text {
  readonly text: string;
}

type Part = Text | { value: unknown };

function listParts(list: readonly unknown[]): Part[] {
  const items = list.flatMap((value, i): Part[] => (i === 0 ? [{ value }] : [{ text: "," }, { value }]));
  return [{ text: "[" }, ...items, { text: "]" }];
}

function objectParts(object: object): Part[] {
  const members = Object.entries(object).filter(([, value]) => value !== undefined);
  const items = members.flatMap(([key, value], i): Part[] => {
    return [{ text: `${i === 0 ? "" : ","}${JSON.stringify(key)}:` }, { value }];
  });
  return [{ text: "{" }, ...items, { text: "}" }];
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
