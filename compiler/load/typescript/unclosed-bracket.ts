/** The bracket that is still open where another kind of bracket closes, or the text ends. */
import { ts } from "../../typescript.ts";

export interface UnclosedBracket {
  /** What would close it. */
  readonly missing: string;
  /** Offset of the open one. */
  readonly open: number;
}

const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** Undefined unless the brackets before `at` leave one open that what stands there does not close. */
export function unclosedBracket(text: string, at: number): UnclosedBracket | undefined {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, text);
  const open: UnclosedBracket[] = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    const start = scanner.getTokenStart();
    if (start >= at) break;
    const token = text.slice(start, scanner.getTokenEnd());
    if (Object.hasOwn(closing, token)) open.push({ missing: closing[token]!, open: start });
    else if (token === open.at(-1)?.missing) open.pop();
  }
  const here = text.slice(at).trimStart()[0] ?? "";
  const innermost = open.at(-1);
  const isClosing = here === "" || Object.values(closing).includes(here);
  return innermost && isClosing && here !== innermost.missing ? innermost : undefined;
}
