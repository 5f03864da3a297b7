/** From the name that a body gives a member to the parameter that it is. */
import { type ChatParameterName, chatParameters } from "../../schemas/parameters/chat.ts";

const bySpelling: ReadonlyMap<string, ChatParameterName> = new Map(
  Object.entries(chatParameters).flatMap(([name, { spellings = [] }]) =>
    [name, ...spellings].map((spelling) => [spelling, name as ChatParameterName] as const),
  ),
);

/** Every name that clients may use, other spellings included. */
export const parameterSpellings: readonly string[] = [...bySpelling.keys()];

export function parameterNamed(spelling: string): ChatParameterName | undefined {
  return bySpelling.get(spelling);
}

/** The parameter's name and its other spellings. */
export function spellingsOf(name: ChatParameterName): readonly string[] {
  return [name, ...(chatParameters[name].spellings ?? [])];
}

/** Equal for names that differ in case alone, as lenient readers of JSON compare them: ſ is s, and the Kelvin sign is k. */
export function folded(name: string): string {
  return name.toUpperCase().toLowerCase();
}

/**
 * For a closed set of names: the one that `name` is in another case, if any. A reader that ignores case would take the
 * one for the other, so such a member is neither passed on nor passed over.
 */
export function caseTwins(names: Iterable<string>): (name: string) => string | undefined {
  const exact = new Set(names);
  const byFold = new Map([...exact].map((name) => [folded(name), name]));
  return (name) => (exact.has(name) ? undefined : byFold.get(folded(name)));
}
