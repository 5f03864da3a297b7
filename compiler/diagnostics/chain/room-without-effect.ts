import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

/** `unlimited`: targets of the strategy that have no limit. */
export type RoomReason =
  | { readonly kind: "unlimited"; readonly unlimited: readonly string[]; readonly isAll: boolean }
  | { readonly kind: "sticky" };

export const roomWithoutEffect: DiagnosticKind<RoomReason> = defineDiagnostic({
  code: "chain/room-without-effect",
  severity: "warning",
  title: "A balance by room where nothing is known of the room",
  message: (reason) => because(reason),
  help: (reason) =>
    reason.kind === "sticky"
      ? "Give the sessions a `lifetime`, so that a new one goes where there is room, or leave `by` away."
      : "Write `limits` of each of them, or `accountLimits` of its provider, into `catalog.yaml`.",
  page: {
    what: 'A `balance` goes `by: "room"`, and some of its targets have no limits in the overlay; or it is `sticky` without a `lifetime`, and so goes by a hash alone.',
    why: "The share that is left of no limit is all of it, always: such a target is asked first by every request, and the others share nothing with it.",
    mend: "Write into the overlay what each provider lets be asked with each key. Where a target has no limit at all, a `chain` or a plain `balance` says what is meant.",
    bad: {
      language: "typescript",
      source: policy(),
      files: { "catalog.yaml": overlay("") },
    },
    good: {
      language: "typescript",
      source: policy(),
      files: { "catalog.yaml": overlay("limits: { requests: 500, window: minute }, ") },
    },
  },
});

function because(reason: RoomReason): string {
  if (reason.kind === "sticky") return "the requests of each session go by a hash, whatever room there is";
  const { unlimited, isAll } = reason;
  const names = unlimited.map((id) => `\`${id}\``).join(", ");
  if (isAll) return `none of the targets has a limit, so all have the same room always: ${names}`;
  const [has, is] = unlimited.length === 1 ? ["has no limit", "it is"] : ["have no limits", "they are"];
  return `${names} ${has}, so that ${is} asked first always`;
}

function policy(): string {
  return `import { balance, policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: balance(["openai/gpt-5.4-mini", "second-key/gpt-5.4-mini"], { by: "room" }) } },
});
`;
}

function overlay(limits: string): string {
  return `providers:
  openai: { limits: { requests: 500, window: minute } }
  second-key: { like: openai, account: second, ${limits}auth: { env: [SECOND_OPENAI_KEY] } }
`;
}
