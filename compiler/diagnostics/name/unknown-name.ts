import type { Span } from "../../source.ts";
import { type DiagnosticKind, defineDiagnostic, type Edit } from "../define.ts";
import { respell } from "../respell.ts";

export interface UnknownName {
  name: string;
  closest?: string | undefined;
  certain?: boolean;
  /** It is a fact, and no request is at hand to ask. */
  isFact?: boolean;
  /** The file that does not export it, or is to be asked for it. */
  where?: string;
  /** The object that has no such key, and the keys that it has. */
  of?: string;
  known?: readonly string[];
  /** That mend it and all its uses. */
  edits?: readonly Edit[];
  /** It is one of the language's own, which is not imported. */
  isOurs?: boolean;
}

export const unknownName: DiagnosticKind<UnknownName> = defineDiagnostic<UnknownName>({
  code: "name/unknown-name",
  severity: "error",
  title: "Unknown name",
  message: ({ name, where, of = where }) => (of ? `\`${of}\` has no \`${name}\`` : `\`${name}\` is not defined`),
  help: (parameters) => wayOut(parameters),
  fix: ({ name, where, closest, certain, edits, isOurs }, written) => {
    if (edits) return { title: isOurs ? `Import \`${name}\`.` : `Replace \`${name}\` with \`${closest}\`.`, edits };
    if (where === undefined && isShorthand(written)) return undefined;
    return respell({ wrong: name, right: closest, certain }, written);
  },
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

function wayOut({ name, closest, isFact, isOurs, known = [] }: UnknownName): string | undefined {
  if (isOurs) return `Import it: \`import { ${name}, … } from "pointsman"\`.`;
  if (isFact) return `Facts are asked of the request: \`(r) => … ${closest} …\`.`;
  if (closest) return `Did you mean \`${closest}\`?`;
  const shown = known
    .slice(0, 5)
    .map((key) => `\`${key}\``)
    .join(", ");
  return known.length > 0 ? `It has ${shown}${known.length > 5 ? ", …" : ""}.` : undefined;
}
