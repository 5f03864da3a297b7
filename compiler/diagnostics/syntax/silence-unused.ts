import type { Span } from "../../source.ts";
import type { Fix } from "../define.ts";
import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const silenceUnused: DiagnosticKind<{ code: string; whole: boolean; comment: Span }> = defineDiagnostic({
  code: "syntax/silence-unused",
  severity: "warning",
  title: "A silencing without effect",
  message: ({ code }) => `there is no \`${code}\` here that would be silenced`,
  help: () => "Remove the comment, or move it to the line of the warning or the one above.",
  fix: ({ whole, comment }) => (whole ? removal(comment) : undefined),
  page: {
    what: "A `pointsman-allow` comment stands where its warning does not occur: it was mended, or the comment stands on another line.",
    why: "It would hide the warning when it comes back for another reason.",
    mend: "Remove the comment, or move it to the line of the warning or the one above.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  tiers: {
    // pointsman-allow name/unused-tier: for the launch in May
    standard: "openai/gpt-5.4-mini",
  },
  routes: { chat: { otherwise: "standard" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  tiers: {
    standard: "openai/gpt-5.4-mini",
    // pointsman-allow name/unused-tier: for the launch in May
    premium: "anthropic/claude-opus-5-5",
  },
  routes: { chat: { otherwise: "standard" } },
});
`,
    },
  },
});

/** With its line, where nothing else stands on it. */
function removal({ file, start, end }: Span): Fix {
  const { text } = file;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = text.indexOf("\n", end);
  const before = text.slice(lineStart, start);
  const after = text.slice(end, lineEnd === -1 ? undefined : lineEnd);
  const alone = before.trim() === "" && after.trim() === "" && lineEnd !== -1;
  const span = alone
    ? { file, start: lineStart, end: lineEnd + 1 }
    : { file, start: lineStart + before.trimEnd().length, end };
  return { title: "Remove the comment.", edits: [{ span, text: "" }] };
}
