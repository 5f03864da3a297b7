/** TypeScript's words about types, in a length that can be read. */

/** Members of a union that are written out. */
const SHOWN = 4;
/** Characters of an object type that are written out. */
const OBJECT = 60;
/** Types of the language whose arguments say nothing to a reader. */
const named = /\b(Facts|Route|Rule|Budget|Policy|MetadataFacts|GroupingFact|Strategy|Part|Listed|NoInfer)</;

/** The types in a message, which TypeScript quotes with `'`, shortened and quoted with backticks. */
export function shortenMessage(message: string): string {
  return message.replace(/'(.+?)'(?=[\s.,;:?)]|$)/g, (_, type: string) => `\`${shortenType(type)}\``);
}

export function shortenType(type: string): string {
  return shortenUnion(shortenObjects(withoutArguments(type)));
}

function withoutArguments(type: string): string {
  const match = named.exec(type);
  if (!match) return type;
  const open = match.index + match[0].length;
  const end = closing(type, open, "<", ">");
  const rest = withoutArguments(type.slice(end));
  const inner = type.slice(open, end - 1);
  return type.slice(0, match.index) + (match[1] === "NoInfer" ? withoutArguments(inner) : match[1]) + rest;
}

function shortenObjects(type: string): string {
  const open = type.indexOf("{");
  if (open === -1) return type;
  const end = closing(type, open + 1, "{", "}");
  const object = type.slice(open, end);
  return type.slice(0, open) + (object.length > OBJECT ? "{ … }" : object) + shortenObjects(type.slice(end));
}

/** Only the union itself: one inside of brackets is part of a type that is short enough. */
function shortenUnion(type: string): string {
  const members = type.split(" | ");
  const left = /^\.\.\. (\d+) more \.\.\.$/;
  const hidden = members.reduce((sum, member) => sum + Number(left.exec(member)?.[1] ?? 0), 0);
  const written = members.filter((member) => !left.test(member));
  if (written.length + hidden <= SHOWN + 1) return type;
  return `${written.slice(0, SHOWN).join(" | ")} | … ${written.length + hidden - SHOWN} more`;
}

/** The offset behind the bracket that closes what is open at `from`. `=>` closes nothing. */
function closing(text: string, from: number, open: string, close: string): number {
  let depth = 1;
  let at = from;
  for (; at < text.length && depth > 0; at++) {
    if (text[at] === open) depth += 1;
    else if (text[at] === close && text[at - 1] !== "=") depth -= 1;
  }
  return at;
}
