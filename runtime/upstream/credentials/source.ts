/** Where credentials for a time come from, and what it means at the start that they do not. */
import type { CredentialSurroundings } from "../credential-surroundings.ts";
import { CredentialError } from "../credentials.ts";
import { type Held, Renewed } from "../renewed.ts";

export interface Source<T> {
  /** Rejects with a `CredentialError` where nothing could be had, with a `RuntimeError` where it never can. */
  fetch(): Promise<Held<T>>;
  /** They are had from this machine alone, so that it costs nothing to have them again. */
  readonly isLocal?: boolean;
}

type Terms = Pick<CredentialSurroundings, "clock" | "alarm">;

/** Of a source that the operator named: where it cannot be reached now, an alarm says so, and the first request asks again. */
export async function openNamed<T>(source: Source<T>, terms: Terms): Promise<Renewed<T>> {
  const opened = renewedFrom(source, terms);
  await opened.renew().catch(unlessCredentials);
  return opened;
}

/** Of a source that nobody named: undefined unless it answers now. */
export async function openUnnamed<T>(source: Source<T>, { clock, alarm }: Terms): Promise<Renewed<T> | undefined> {
  let isOpen = false;
  const opened = renewedFrom(source, { clock, alarm: (message) => isOpen && alarm(message) });
  try {
    await opened.renew();
  } catch (error) {
    unlessCredentials(error);
    return undefined;
  }
  isOpen = true;
  return opened;
}

function renewedFrom<T>({ fetch, isLocal }: Source<T>, { clock, alarm }: Terms): Renewed<T> {
  return new Renewed({ source: fetch, clock, alarm, ...(isLocal && { gap: 0 }) });
}

function unlessCredentials(error: unknown): void {
  if (!(error instanceof CredentialError)) throw error;
}
