import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

/** `found`: of the keys that say how much, those that the limit has. */
export const limitKind: DiagnosticKind<{ name: string; found: readonly string[] }> = defineDiagnostic({
  code: "syntax/limit-kind",
  severity: "error",
  title: "A limit of neither a window nor requests at once",
  message: ({ name, found }) => {
    if (found.length === 0) return `\`${name}\` does not say how much may be asked`;
    if (found.length > 1 && found.includes("concurrency"))
      return `\`${name}\` has \`concurrency\` beside ${found
        .filter((key) => key !== "concurrency")
        .map(quoted)
        .join(", ")}`;
    if (!found.includes("window")) return `\`${name}\` has no \`window\` for ${found.map(quoted).join(", ")}`;
    return `\`${name}\` has a \`window\`, and nothing that may be asked in it`;
  },
  help: ({ found }) =>
    found.length > 1 && found.includes("concurrency")
      ? "Requests at once are a limit of their own: write it beside this one, under another name."
      : "Write `window` with one of `requests`, `inputTokens` and `outputTokens` at least, or `concurrency` alone.",
  page: {
    what: "A limit has a rate without the time in which it may be asked, a time without a rate, both a rate and `concurrency`, or nothing at all.",
    why: "A rate is so much in a time; requests at once have no time. Half of one limits nothing.",
    mend: "Write `window` (`second`, `minute`, `hour` or `day`) and at least one of `requests`, `inputTokens`, `outputTokens`; or `concurrency` alone. Both are two limits.",
    bad: {
      language: "yaml",
      source: `routes:
  chat: { otherwise: openai/gpt-5.4-mini }
limits:
  calls: { per: r.key.id, window: minute }
`,
    },
    good: {
      language: "yaml",
      source: `routes:
  chat: { otherwise: openai/gpt-5.4-mini }
limits:
  calls: { per: r.key.id, requests: 600, window: minute }
  at-once: { per: r.key.id, concurrency: 20 }
`,
    },
  },
});

function quoted(key: string): string {
  return `\`${key}\``;
}
