import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import { respell } from "../respell.ts";

const requests = { chat: "a chat request", embeddings: "a request for embeddings", any: "any request" };

export const unknownParameter: DiagnosticKind<{
  name: string;
  /** Of the requests that it would be fixed for; absent: not of any. */
  operation?: "chat" | "embeddings" | undefined;
  closest?: string | undefined;
  certain?: boolean;
  known: readonly string[];
}> = defineDiagnostic({
  code: "name/unknown-parameter",
  severity: "error",
  title: "Unknown parameter",
  message: ({ name, operation }) => `\`${name}\` is not a parameter of ${requests[operation ?? "any"]}`,
  help: ({ closest, known }) =>
    closest
      ? `Did you mean \`${closest}\`?`
      : `Those that can be fixed are ${known.map((name) => `\`${name}\``).join(", ")}.`,
  fix: ({ name, closest, certain }, written) => respell({ wrong: name, right: closest, certain }, written),
  page: {
    what: "`set` fixes a parameter that the requests of the route do not have: there is none of that name, or it is one of chats on a route for embeddings, or the other way round.",
    why: "Providers ignore it or refuse the request; either way nothing is fixed.",
    mend: "Correct the name. Names are those of the OpenAI API, whatever the provider.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "mistral/mistral-large-2512", set: { temprature: 0.2 } } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "mistral/mistral-large-2512", set: { temperature: 0.2 } } },
});
`,
    },
  },
});
