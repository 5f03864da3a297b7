/** An overlay that several policies share is judged over all of them. */
import type { Diagnostic } from "../../compiler/diagnostics/define.ts";
import { unusedOverlayEntry } from "../../compiler/diagnostics/name/unused-overlay-entry.ts";
import { silenceUnused } from "../../compiler/diagnostics/syntax/silence-unused.ts";
import type { Compilation } from "../../compiler/index.ts";

export interface CheckedPolicy {
  /** As the user named it. */
  readonly policy: string;
  /** The file of its overlay, whether or not there is one. */
  readonly overlay: string;
  readonly compilation: Compilation;
}

/** What only holds where no policy uses a part of the overlay. */
const ofNoUse: readonly string[] = [unusedOverlayEntry.code, silenceUnused.code];

/** The same policies. Of a shared overlay each finding stands with the first policy that has it; what one of them uses is not unused. */
export function judgeShared(checked: readonly CheckedPolicy[]): CheckedPolicy[] {
  const sharing = Map.groupBy(checked, ({ overlay }) => overlay);
  return checked.map((one) => {
    const all = sharing.get(one.overlay)!;
    const isTold = (found: Diagnostic): boolean => {
      if (found.span?.file.name !== one.overlay) return true;
      const isUnused = !ofNoUse.includes(found.code) || all.every((other) => has(other, found));
      return isUnused && all.find((other) => has(other, found)) === one;
    };
    return { ...one, compilation: { ...one.compilation, diagnostics: one.compilation.diagnostics.filter(isTold) } };
  });
}

function has({ compilation }: CheckedPolicy, { code, message, span }: Diagnostic): boolean {
  return compilation.diagnostics.some(
    (other) =>
      other.code === code &&
      other.message === message &&
      other.span?.start === span?.start &&
      other.span?.file.name === span?.file.name,
  );
}
