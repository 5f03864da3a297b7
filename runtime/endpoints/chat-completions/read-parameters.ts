/** The members at the top of a body, held against the list of parameters. */
import { chatParameters } from "../../../schemas/parameters/chat.ts";
import { allows, expected } from "../../../semantics/parameters/expected.ts";
import { caseTwins, parameterNamed, parameterSpellings } from "../../../semantics/parameters/names.ts";
import { BadRequest, checkSpelling, type JsonObject, shownValue } from "../body-checks.ts";

const twinOf = caseTwins(parameterSpellings);

/** Throws the `BadRequest` that names the first parameter which is misspelled, of a wrong type, or out of bounds. */
export function checkParameters(body: JsonObject): void {
  checkSpelling(body, twinOf);
  for (const [name, value] of Object.entries(body)) {
    const parameter = value === null ? undefined : parameterNamed(name);
    // What is wrong with metadata is said where the names are known that the policy declares.
    if (parameter === undefined || parameter === "metadata") continue;
    const { type } = chatParameters[parameter];
    if (!allows(type, value)) throw new BadRequest(name, `must be ${expected(type)}, not ${shownValue(value)}.`);
  }
}
