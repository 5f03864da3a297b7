/** What a caller says of the cache, which can only make it answer less. */
import type { IncomingHttpHeaders } from "node:http";

export interface CallerTerms {
  /** Nothing that was kept answers it. */
  readonly fresh: boolean;
  /** Its answer is kept for nobody. */
  readonly unkept: boolean;
  /** Seconds; what is older does not answer it. */
  readonly maxAge?: number | undefined;
}

/** `cache-control: no-cache | no-store | max-age=<seconds>` and `x-pointsman-cache: off`. What else they say changes nothing. */
export function callerTerms(headers: IncomingHttpHeaders): CallerTerms {
  const directives = directivesOf(headers["cache-control"]);
  const isOff =
    String(headers["x-pointsman-cache"] ?? "")
      .trim()
      .toLowerCase() === "off";
  const maxAge = ageOf(directives.get("max-age"));
  return {
    fresh: isOff || directives.has("no-cache") || maxAge === 0,
    unkept: isOff || directives.has("no-store"),
    ...(maxAge !== undefined && { maxAge }),
  };
}

function directivesOf(text = ""): Map<string, string> {
  const parts = text.split(",").map((part) => part.trim().split("="));
  return new Map(
    parts.map(([name = "", value = ""]) => [name.trim().toLowerCase(), value.trim().replace(/^"|"$/g, "")]),
  );
}

/** One that is no number is taken for the strictest. */
function ageOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^\d{1,10}$/.test(text) ? Number(text) : 0;
}
