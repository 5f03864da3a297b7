import type { KeyRecord } from "../../../../runtime/state/keys.ts";
import type { EndpointName } from "./api.ts";

/** One request of a client, and what it says to whoever reads it in whatever way. */
export interface Asked {
  /** Stands in its texts, so that what goes out can be told apart: `#q00017#`. */
  readonly marker: string;
  readonly endpoint: EndpointName;
  readonly body: Buffer;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly key: KeyRecord;
  readonly route: string;
  readonly stream: boolean;
  /** Every value under every name, in body and headers. */
  readonly metadata: readonly { readonly name: string; readonly value: string }[];
  /** Every output limit, under whatever name. */
  readonly limits: readonly number[];
  /** The word that rules ask for stands in the last user text. */
  readonly hasWord: boolean;
  /** It asks for a call of the tool that it offers. */
  readonly callsTool: boolean;
  /** What a target must be able to do: audio, pdf, vision. */
  readonly needs: readonly string[];
  /** What is odd about it; none: a usual request. */
  readonly tricks: readonly string[];
}

/** Of one length, so that a request that is sent again is no longer than it was. */
export function markerOf(number: number): string {
  return `#q${String(number).padStart(5, "0")}#`;
}
