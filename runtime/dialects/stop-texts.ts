/** Texts that end an answer, for an API that refuses some of them. */
export interface StopTexts {
  readonly taken: string[];
  /** As a `WireRequest` has them. */
  readonly dropped: string[];
  readonly changed: string[];
}

/** Those that it refuses are left out: the parameter is changed, and left out where none is left. */
export function stopTexts(stop: readonly string[] | undefined, isTaken: (text: string) => boolean): StopTexts {
  const said = stop ?? [];
  const taken = said.filter(isTaken);
  const dropped = said.length > 0 && taken.length === 0 ? ["stop"] : [];
  const changed = taken.length > 0 && taken.length < said.length ? ["stop"] : [];
  return { taken, dropped, changed };
}

export function isNoBlank(text: string): boolean {
  return text.trim() !== "";
}
