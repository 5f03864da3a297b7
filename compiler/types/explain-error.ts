/** One error of TypeScript's in the words of our findings. */
import type { TypeProblem } from "../diagnostics/syntax/type.ts";
import { ts } from "../typescript.ts";
import { shortenMessage, shortenType } from "./shorten.ts";

type Explained = Omit<TypeProblem, "number">;

/** Errors about values that may be missing. */
const missing: ReadonlySet<number> = new Set([2532, 2533, 18047, 18048, 18049]);
/** What makes the quantities, by their type. */
const quantities: Readonly<Record<string, string>> = { Duration: "`ms(…)` or `s(…)`", Money: "`usd(…)`" };

/** `text` is the piece of the policy that the error is about, `named` gives files the names that the user gave. */
export function explainError(error: ts.Diagnostic, text: string, named: (message: string) => string): TypeProblem {
  const lines = ts
    .flattenDiagnosticMessageText(error.messageText, "\n")
    .split("\n")
    .map((line) => line.trim());
  const [first = ""] = lines;
  const explained = missing.has(error.code)
    ? mayBeMissing(text)
    : (suggestion(lines) ?? misfit(first, text) ?? { problem: inOurWords(named(first)) });
  return { ...explained, number: error.code };
}

function mayBeMissing(text: string): Explained {
  if (!/^[\w.?[\]"'/-]{1,60}$/.test(text)) return { problem: "this value may be missing" };
  return { problem: `\`${text}\` may be missing`, help: `Guard it: \`${text} !== undefined && …\`.` };
}

/** TypeScript's own did-you-mean, which stands in the innermost line: a name in a strategy, a key, a value. */
function suggestion(lines: readonly string[]): Explained | undefined {
  for (const line of lines.toReversed()) {
    const match = /^(.*) Did you mean(?: to write)? '(.+)'\?$/.exec(line);
    if (!match) continue;
    const [, sentence = "", meant = ""] = match;
    const help = `Did you mean \`${meant}\`?`;
    const value = /^(?:Type|Argument of type) '(".*?")' is not assignable/.exec(sentence)?.[1];
    if (value) return { problem: `\`${value}\` is none of the values that fit here`, help };
    const key = /^(?:Property|.* but) '(.+?)' does not exist/.exec(sentence)?.[1];
    return { problem: key ? `there is no \`${key}\` here` : inOurWords(sentence), help };
  }
  return undefined;
}

/** A value of one type where another is wanted. */
function misfit(first: string, text: string): Explained | undefined {
  const match = /^(?:Type|Argument of type) '(.+)' is not assignable to (?:parameter of )?type '(.+?)'\.?$/.exec(first);
  if (!match) return undefined;
  const [given = "", wanted = ""] = [match[1], match[2]?.replace(/ \| undefined$/, "")];
  if (given.endsWith(" | undefined") && given === `${wanted} | undefined`) return mayBeMissing(text);
  if (/^".*"$/.test(given) && /\b(Strategy|Part|Listed|ModelId)\b/.test(wanted)) {
    return { problem: `\`${given}\` is none of the values that fit here` };
  }
  const problem = `a value of type \`${shortenType(given)}\` stands where \`${shortenType(wanted)}\` is wanted`;
  return { problem, help: wayOut(given, wanted) };
}

/** What to write instead, where the types tell. */
function wayOut(given: string, wanted: string): string | undefined {
  const makers = Object.hasOwn(quantities, wanted) ? quantities[wanted] : undefined;
  if (makers) return `Write it with its unit: ${makers}.`;
  if (wanted === "Plain") return given in quantities ? "Write the number without a unit." : undefined;
  if (/\bstring\b/.test(given) && /\b(Strategy|Part|Listed|ModelId)\b/.test(wanted)) {
    return "A list that was built elsewhere keeps its names where `as const` stands behind it.";
  }
  return undefined;
}

function inOurWords(sentence: string): string {
  const text = shortenMessage(sentence.replace(/\.$/, ""));
  return text.charAt(0).toLowerCase() + text.slice(1);
}
