import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export type ShadowReason =
  | { readonly kind: "share" | "embeddings" | "nowhere" }
  /** The target that answers; absent: both are ordered alike. */
  | { readonly kind: "same"; readonly id?: string | undefined };

export const shadowWithoutEffect: DiagnosticKind<ShadowReason> = defineDiagnostic({
  code: "chain/shadow-without-effect",
  severity: "warning",
  title: "A shadow that is never asked, or that compares nothing",
  message: (reason) => `this shadow has no effect: ${because(reason)}`,
  help: () => "Name another model that may get these requests, with a share above 0; or leave it out.",
  page: {
    what: "A route has a `shadow` whose `share` is 0; or which may get no request of the route, as no target of it is for the law that holds there; or which asks the very model that answers; or a route of embeddings has one.",
    why: "A shadow is there to learn how another model would answer. This one costs money and shows how a model differs from itself, or it is never asked, and its figures stay empty.",
    mend: "Name the model that is to be compared, and a share above 0. Between embedding models there is nothing to compare: their vectors have nothing in common.",
    bad: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"),
      shadow: { use: "openai/gpt-5.4-mini", share: 0.05 },
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"),
      shadow: { use: "mistral/mistral-large-2512", share: 0.05 },
    },
  },
});
`,
    },
  },
});

function because(reason: ShadowReason): string {
  switch (reason.kind) {
    case "share":
      return "its `share` is 0";
    case "embeddings":
      return "the route makes embeddings, and vectors of two models cannot be compared";
    case "nowhere":
      return "none of its targets may get a request of this route";
    case "same":
      return reason.id === undefined
        ? "it asks the same models in the same order as the route"
        : `\`${reason.id}\` is what answers, too`;
  }
  return reason satisfies never;
}
