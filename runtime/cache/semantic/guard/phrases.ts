/** What is polite, and what is said in several ways that mean the same. */

const MARK = "[,.!?:;。–-]";
const GREETINGS =
  "hi|hello|hey|hi there|hallo|good morning|good evening|guten tag|guten morgen|quick question|kurze frage|thanks|thank you|thanks in advance|can you help me|can you please help me|你好|您好";
const THANKS = "many thanks|thanks|thank you|danke|vielen dank|danke schön|in advance|please|bitte|谢谢|谢谢你|谢谢您";
const REQUESTS = "tell|explain|show|give|write|describe|help|name|list|put";

/** Set off by a mark: whoever asks for the Spanish word for hello means hello. */
const BEFORE: readonly RegExp[] = [
  new RegExp(`^(?:(?:${GREETINGS})(?: ${MARK})+ )+`),
  /^(?:please|kindly|bitte) /,
  new RegExp(`^(?:can|could|would|will) you (?:please |kindly )?(?=(?:${REQUESTS}) )`),
  /^(?:können|könnten) sie (?:mir )?(?:bitte )?sagen , /,
  /^(?:kannst|könntest) du (?:mir )?(?:bitte )?sagen , /,
  /^sag (?:mir )?(?:bitte )?, /,
  /^ich (?:möchte|würde gerne?) wissen , /,
  /^(?:tell me|i would like to know|i want to know|do you know|show me) (?=(?:how|what|which|when|where|why|who) )/,
];
const BEHIND = new RegExp(`(?: ${MARK})+(?: (?:${THANKS}))+(?: ${MARK})*$`);

/** Of words and marks in small letters, none of them with a space in it: where what is asked begins and ends. */
export function withoutPoliteness(words: readonly string[]): { readonly start: number; readonly end: number } {
  const count = (text: string) => text.split(" ").length;
  const asked = BEFORE.reduce((left, phrase) => left.replace(phrase, ""), words.join(" "));
  const start = words.length - count(asked);
  return { start, end: start + count(asked.replace(BEHIND, "")) };
}

/** What stands for one word, by the words in its places; a list where any of several may stand. */
const ALIKE: readonly { readonly said: readonly string[]; readonly meant: readonly string[] }[] = [
  { said: ["how", "do can could should would to does", "i we one"], meant: ["how"] },
  { said: ["how", "to"], meant: ["how"] },
  { said: ["a", "few"], meant: ["some", "few"] },
  { said: ["a", "little"], meant: ["some", "little"] },
  { said: ["wie", "kann könnte soll", "ich man"], meant: ["wie"] },
  { said: ["wie", "viel", "kostet"], meant: ["was", "kostet"] },
  { said: ["erkläre", "bitte"], meant: ["erkläre"] },
  { said: ["beschreibe", "bitte"], meant: ["beschreibe"] },
];
const PATTERNS = ALIKE.map(({ said, meant }) => ({ said: said.map((words) => new Set(words.split(" "))), meant }));

/** In its place: how many words it takes, and what they mean. */
export function alikeAt(
  words: readonly string[],
  at: number,
): { readonly taken: number; readonly meant: readonly string[] } | undefined {
  const found = PATTERNS.find(({ said }) => said.every((each, i) => each.has(words[at + i] ?? "")));
  return found && { taken: found.said.length, meant: found.meant };
}
