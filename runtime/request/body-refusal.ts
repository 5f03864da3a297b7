/** What a client is told whose body is refused before it is read. */

import { type Refusal, shown } from "../refusal.ts";
import type { LongNumber } from "../wire/long-number.ts";
import type { BodyFault } from "../wire/read-json-body.ts";
import { MOST_DEPTH, MOST_ESCAPED_BYTES, MOST_ESCAPED_NAMES, MOST_MEMBERS, MOST_VALUES } from "../wire/scan-body.ts";

export function bodyRefusal(fault: BodyFault): Refusal {
  switch (fault.fault) {
    case "byte-order-mark":
      return invalid(400, "invalid_json", "The body begins with a byte order mark. Send JSON in UTF-8 without one.");
    case "nul":
      return invalid(400, "invalid_json", "The body holds a NUL byte. Send JSON in UTF-8, not in UTF-16.");
    case "not-utf-8":
      return invalid(400, "invalid_json", "The body is not valid UTF-8. Send JSON in UTF-8.");
    case "not-json":
      return invalid(400, "invalid_json", "The body is not valid JSON. Send one JSON object.");
    case "too-deep":
      return tooDeep(shown(fault.path));
    case "too-many-values":
      return tooComplex(`holds more than ${spelled(MOST_VALUES)} values`);
    case "too-many-members":
      return tooComplex(`has more than ${spelled(MOST_MEMBERS)} members`);
    case "too-many-escaped-names":
      return tooComplex(
        `holds more than ${spelled(MOST_ESCAPED_NAMES)} names with escapes, or ${spelled(MOST_ESCAPED_BYTES)} bytes of them`,
        "Send names as they are, in UTF-8.",
      );
    case "long-number":
      return longNumber(fault);
    case "twin":
      return twin(shown(fault.path));
  }
  return fault satisfies never;
}

function twin(path: string): Refusal {
  const message = `${path} stands twice in the body, and readers differ in which one they take. Send it once.`;
  return { ...invalid(400, "duplicate_member", message), param: path };
}

function tooDeep(path: string): Refusal {
  const message = `${path === "" ? "The body" : path} is nested more than ${MOST_DEPTH} levels deep. Send less, or send it as text.`;
  return { ...invalid(413, "request_too_complex", message), param: path || null };
}

function longNumber({ text, most, path: place }: LongNumber): Refusal {
  const path = shown(place);
  const number = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  const why =
    most === 0 ? "is beyond what readers keep" : `has more digits than readers keep (at most ${most} characters)`;
  const where = path === "" ? "" : ` at ${path}`;
  const message = `The number ${number}${where} ${why}. Write it shorter, or as a text.`;
  return { ...invalid(400, "invalid_number", message), param: path || null };
}

function tooComplex(what: string, help: string = "Send less, or send it as text."): Refusal {
  return invalid(413, "request_too_complex", `The body ${what}. ${help}`);
}

function spelled(count: number): string {
  return count.toLocaleString("en");
}

function invalid(status: number, code: string, message: string): Refusal {
  return { status, kind: status === 413 ? "too-large" : "invalid", code, param: null, message };
}
