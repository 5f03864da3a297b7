import type { Span } from "../../source.ts";
import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import { respell } from "../respell.ts";

export const unknownName: DiagnosticKind<{
  name: string;
  closest?: string | undefined;
  certain?: boolean;
  where?: string;
}> = defineDiagnostic({
  code: "name/unknown-name",
  severity: "error",
  title: "Unknown name",
  message: ({ name, where }) => (where ? `\`${where}\` has no \`${name}\`` : `\`${name}\` is not defined`),
  help: ({ closest }) => closest && `Did you mean \`${closest}\`?`,
  fix: ({ name, where, closest, certain }, written) =>
    where === undefined && isShorthand(written)
      ? undefined
      : respell({ wrong: name, right: closest, certain }, written),
  page: {
    what: "A name is used that nothing in the file defines or imports.",
    why: "A misspelt constant would otherwise be a missing value, and compare false.",
    mend: "Define the name, import it, or correct its spelling.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const LONG = 32_000;

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.inputTokens > LNOG, use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const LONG = 32_000;

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.inputTokens > LONG, use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});

/** `{ name }` is a key, too, which would change with it. */
function isShorthand({ file, start, end }: Span): boolean {
  return (
    /[{,]\s*$/.test(file.text.slice(Math.max(0, start - 80), start)) && /^\s*[,}]/.test(file.text.slice(end, end + 80))
  );
}
