/** A file of the project as text, or what is wrong with it. */

import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { sourceSize } from "../diagnostics/limit/source-size.ts";
import { encoding } from "../diagnostics/syntax/encoding.ts";
import { unreadable } from "../diagnostics/syntax/unreadable.ts";
import type { Origin, SourceFile } from "../source.ts";
import { FILE_LIMIT, type Project, type Unreadable, UnreadableFile } from "./project.ts";

/** Undefined when there is no such file. `from` is where it is imported. */
export function readSource(name: string, project: Project, from?: Origin): SourceFile | Diagnostic | undefined {
  try {
    const text = project.read(name);
    return text === undefined ? undefined : checked({ name, text }, from);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return explained(name, error.why, from);
  }
}

function explained(name: string, found: Unreadable, from: Origin | undefined): Diagnostic {
  switch (found.problem) {
    case "too-large":
      return tooLarge(name, from);
    case "not-utf-8": {
      const { byte, offset, text, at } = found;
      const problem = `byte ${offset} of \`${name}\`, 0x${byte.toString(16).toUpperCase().padStart(2, "0")}, is not UTF-8`;
      return diagnose(encoding, { problem }, { span: { file: { name, text }, start: at, end: at + 1 } });
    }
    case "not-a-file":
      return diagnose(unreadable, { file: name, problem: `is ${found.what}, not a file` }, from);
    case "refused":
      return diagnose(
        unreadable,
        { file: name, problem: `cannot be read: ${found.why}`, help: "Check its permissions." },
        from,
      );
    default:
      return found satisfies never;
  }
}

function tooLarge(name: string, from: Origin | undefined): Diagnostic {
  const what = `\`${name}\` is larger than ${FILE_LIMIT / 1_000_000} MB, which is more than the compiler reads`;
  return diagnose(sourceSize, { what }, from);
}

function checked(file: SourceFile, from: Origin | undefined): SourceFile | Diagnostic {
  const { name, text } = file;
  if (text.length > FILE_LIMIT) return tooLarge(name, from);
  const nul = text.indexOf("\0");
  if (nul !== -1) return broken(file, nul, "a NUL byte");
  if (!text.isWellFormed()) return broken(file, firstLoneSurrogate(text), "half of a character");
  return file;
}

function broken(file: SourceFile, start: number, what: string): Diagnostic {
  const problem = `\`${file.name}\` holds ${what}, so it is not a text file`;
  return diagnose(encoding, { problem }, { span: { file, start, end: start + 1 } });
}

function firstLoneSurrogate(text: string): number {
  return /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.exec(text)?.index ?? 0;
}
