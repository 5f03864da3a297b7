/** The ends of a key: another one takes its place, or none. */
import { hashKey } from "../../runtime/state/keys.ts";
import type { StoredKey } from "../../runtime/state/store/stored-keys.ts";
import { oneOf, readArguments } from "../arguments.ts";
import type { Terminal } from "../command.ts";
import { duration, momentToCome } from "../moments.ts";
import { newKey } from "../new-key.ts";
import { UsageError } from "../usage-error.ts";
import { changeKey, withKeys } from "./change-key.ts";
import { placed } from "./key-options.ts";
import { keyText, shownKey } from "./key-report.ts";
import { printNew } from "./print-new.ts";

export async function rotateKey(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readArguments(args, rotateOptions, ["the key's id"]);
  const format = oneOf("--format", values.format, ["table", "json"]);
  const now = Date.now();
  const overlap = duration("--overlap", values.overlap)!;
  const expires = momentToCome("--expires", values.expires, now);
  const key = newKey();
  const rotated = await withKeys(values.state, false, (keys) =>
    changeKey(keys, positionals[0]!, (old) => rotatedKey(old, { hash: hashKey(key), overlap, expires, now })),
  );
  const said =
    overlap === 0
      ? "rotated, and the old one opens nothing more"
      : `rotated; the old one opens for ${values.overlap} more`;
  printNew({ key, shown: shownKey(rotated, now), format, said }, terminal);
  return 0;
}

export async function revokeKey(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readArguments(args, placed, ["the key's id"]);
  const format = oneOf("--format", values.format, ["table", "json"]);
  const now = Date.now();
  const revoked = await withKeys(values.state, false, (keys) =>
    changeKey(keys, positionals[0]!, (old) => ({ ...old, revoked: old.revoked ?? now })),
  );
  terminal.out(keyText(shownKey(revoked, now), format));
  return 0;
}

const rotateOptions = {
  ...placed,
  overlap: { type: "string", default: "24h" },
  expires: { type: "string" },
} as const;

interface Rotation {
  readonly hash: string;
  readonly overlap: number;
  readonly expires: number | undefined;
  readonly now: number;
}

/** So that whoever still has an old one is told that it was replaced. */
const TOLD = 30 * 86_400_000;

/** What opens longer by an earlier rotation opens no longer than by this one. */
function rotatedKey(old: StoredKey, { hash, overlap, expires = old.expires, now }: Rotation): StoredKey {
  if (old.revoked !== undefined) throw new UsageError(`the key \`${old.id}\` was revoked: make a new one`);
  if (expires !== undefined && expires <= now)
    throw new UsageError(`the key \`${old.id}\` has expired: say until when the new one is to open, with --expires`);
  const until = now + overlap;
  const before = (old.former ?? []).filter((one) => one.until > now - TOLD);
  const former = [{ hash: old.hash, until }, ...before.map((one) => ({ ...one, until: Math.min(one.until, until) }))];
  return { ...old, hash, former, ...(expires !== undefined && { expires }) };
}
