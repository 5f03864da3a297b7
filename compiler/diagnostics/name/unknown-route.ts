import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import { respell } from "../respell.ts";

export const unknownRoute: DiagnosticKind<{
  name: string;
  routes: readonly string[];
  closest?: string | undefined;
  certain?: boolean;
}> = defineDiagnostic({
  code: "name/unknown-route",
  severity: "error",
  title: "Unknown route",
  message: ({ name }) => `there is no route \`${name}\``,
  help: ({ closest, routes }) => (closest ? `Did you mean \`${closest}\`?` : `The policy has ${routes.join(", ")}.`),
  fix: ({ name, closest, certain }, written) => respell({ wrong: name, right: closest, certain }, written),
  page: {
    what: "A limit names a route that the policy does not have.",
    why: "The limit would hold of nothing, and the route that was meant would have none.",
    mend: "Correct the name; a route with a wildcard is named as it is written, with its `*`.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
  limits: { calls: { per: (r) => r.key.id, requests: 600, window: "minute", routes: ["chats"] } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
  limits: { calls: { per: (r) => r.key.id, requests: 600, window: "minute", routes: ["chat"] } },
});
`,
    },
  },
});
