import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface Clock {
  readonly fact: string;
}

export const clock: DiagnosticKind<Clock> = defineDiagnostic({
  code: "cache/clock",
  severity: "warning",
  title: "A cache by meaning on a route that goes by the clock",
  message: ({ fact }) =>
    `the rules go by \`${fact}\`, and the cache does not: what was said before the change is kept, and counted, with what is said after it`,
  help: () =>
    "Leave the clock out of the route, or `semantic`; or write a `ttl` that is shorter than the time between two changes.",
  page: {
    what: "A rule of a route asks for the hour or the day of the week, and the route's cache has a `semantic` part without a `ttl` of less than an hour.",
    why: "Other targets answer after each change. An answer is only found again while the same plan serves, so the cache begins anew with each; and how often it is wrong is measured over all hours together: a rate that is high by night and low by day is a mean that no hour has.",
    mend: "Serve what depends on the clock on a route of its own, each with a cache of its own; or leave `semantic` out; or let its answers end sooner than the hour does.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.hour < 6, use: "openai/gpt-5.4" }],
      otherwise: "openai/gpt-5.4-mini",
      cache: { semantic: { embedder: "mistral/mistral-embed", maxWrongHitRate: 0.01 } },
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { minutes, policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.hour < 6, use: "openai/gpt-5.4" }],
      otherwise: "openai/gpt-5.4-mini",
      cache: { semantic: { embedder: "mistral/mistral-embed", maxWrongHitRate: 0.01, ttl: minutes(30) } },
    },
  },
});
`,
    },
  },
});
