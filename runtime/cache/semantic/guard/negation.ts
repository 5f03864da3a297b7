/** Words by which a text says that something is not so, or is not to be, in English and German. */

const WORDS: ReadonlySet<string> = new Set(
  (
    "not no never none nobody nothing nowhere neither nor without cannot stop stops stopped stopping avoid avoids avoided avoiding " +
    "prevent prevents prevented preventing refuse refused refuses reject rejected rejects deny denied denies decline declined " +
    "disable disabled disables unable " +
    "nicht kein keine keinen keinem keiner keines nie niemals niemand niemanden nichts nirgends ohne weder abgelehnt ablehnen lehnt lehnen " +
    "verweigert verweigern verhindern verhindere verhindert vermeiden vermeide vermeidet deaktivieren deaktiviere deaktiviert stoppen stoppe"
  ).split(" "),
);
/** Of a word in small letters. */
export function isNegation(word: string): boolean {
  return WORDS.has(word);
}
