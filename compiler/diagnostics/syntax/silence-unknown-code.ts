import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const silenceUnknownCode: DiagnosticKind<{ code: string; closest?: string | undefined; certain?: boolean }> =
  defineDiagnostic({
    code: "syntax/silence-unknown-code",
    severity: "error",
    title: "A silencing of an unknown code",
    message: ({ code }) => `there is no finding \`${code}\` that could be silenced`,
    help: ({ closest }) => (closest ? `Did you mean \`${closest}\`?` : "`pointsman explain` lists them all."),
    fix: ({ code, closest, certain }, written) => {
      if (!certain || closest === undefined) return undefined;
      return { title: `Replace \`${code}\` with \`${closest}\`.`, edits: [{ span: written, text: closest }] };
    },
    page: {
      what: "A `pointsman-allow` comment names a code that does not exist.",
      why: "It silences nothing.",
      mend: "Correct the code; `pointsman explain` lists them all.",
      bad: {
        language: "yaml",
        source: `tiers:
  standard: openai/gpt-5.4-mini
routes:
  chat:
    # pointsman-allow name/unuzed-tier: for the launch in May
    otherwise: standard
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
