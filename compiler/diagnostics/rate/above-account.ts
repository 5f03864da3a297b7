import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

/** `name`: a provider or a model of the overlay; `account`: the provider whose `accountLimits` say less. */
export interface AboveAccount {
  readonly name: string;
  readonly rate: string;
  readonly window: string;
  readonly most: number;
  readonly account: string;
  readonly least: number;
}

export const aboveAccount: DiagnosticKind<AboveAccount> = defineDiagnostic({
  code: "rate/above-account",
  severity: "warning",
  title: "A limit of a model above that of its account",
  message: ({ name, rate, window, most, account, least }) =>
    `\`${name}\` may be asked ${most} \`${rate}\` per ${window}, and all that is asked with the key of \`${account}\` has ${least} together`,
  help: () => "Hold both against what the provider says of the key: one of them is wrong, or the model's says nothing.",
  page: {
    what: "A limit of a model in the overlay is higher than the limit of all that is asked with its key, in the same window.",
    why: "The account's limit is met first, always: the model's has no effect. Often the two were mixed up, or one of them is a digit off.",
    mend: "Write what the provider's own page says of the key. Where the model has no limit of its own, leave it away.",
    bad: {
      language: "typescript",
      source: policy(),
      files: {
        "catalog.yaml": overlay("{ requests: 5000, window: minute }"),
      },
    },
    good: {
      language: "typescript",
      source: policy(),
      files: {
        "catalog.yaml": overlay("{ requests: 500, window: minute }"),
      },
    },
  },
});

function policy(): string {
  return `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`;
}

function overlay(limits: string): string {
  return `providers:
  openai: { accountLimits: { requests: 1000, window: minute } }
models:
  openai/gpt-5.4-mini: { limits: ${limits} }
`;
}
