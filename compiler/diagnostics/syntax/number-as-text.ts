import type { Span } from "../../source.ts";
import type { Fix } from "../define.ts";
import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const numberAsText: DiagnosticKind<{ path: string; text: string; number?: string | undefined }> =
  defineDiagnostic({
    code: "syntax/number-as-text",
    severity: "error",
    title: "A number that is written as a text",
    message: ({ path, text }) => `\`${path}\` must be a number, but ${JSON.stringify(text)} is a text`,
    help: ({ number }) => (number === undefined ? "Write plain digits, without quotes." : `Write \`${number}\`.`),
    fix: ({ text, number }, written) => plainDigits(text, number, written),
    page: {
      what: "A number is in quotes, which makes it a text.",
      why: "A text is not compared as a number is.",
      mend: "Leave the quotes out. `150_000` is a number in both spellings.",
      bad: {
        language: "yaml",
        source: `routes:
  chat:
    otherwise: openai/gpt-5.4-mini
    max: { inputTokens: "150000" }
`,
      },
      good: {
        language: "yaml",
        source: `routes:
  chat:
    otherwise: openai/gpt-5.4-mini
    max: { inputTokens: 150000 }
`,
      },
    },
  });

/** Only where the text stands as it is, with or without quotes. */
function plainDigits(text: string, number: string | undefined, written: Span): Fix | undefined {
  const raw = written.file.text.slice(written.start, written.end);
  if (number === undefined || ![text, `"${text}"`, `'${text}'`].includes(raw)) return undefined;
  return { title: `Write \`${number}\` for \`${text}\`.`, edits: [{ span: written, text: number }] };
}
