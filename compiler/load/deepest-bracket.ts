/** How deep brackets are nested in a text, and where it is deepest. One pass: it is asked before any parser descends. */
export function deepestBracket(text: string): { depth: number; at: number } {
  let open = 0;
  let depth = 0;
  let at = 0;
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case 40: // (
      case 91: // [
      case 123: // {
        open += 1;
        if (open <= depth) break;
        depth = open;
        at = index;
        break;
      case 41: // )
      case 93: // ]
      case 125: // }
        open = Math.max(0, open - 1);
        break;
      case 34: // "
      case 39: // '
        index = endOfText(text, index);
        break;
      case 47: // /
        index = endOfComment(text, index);
        break;
      default:
        break;
    }
  }
  return { depth, at };
}

/** The closing quote; the quote itself where none stands in its line, as for an apostrophe. */
function endOfText(text: string, start: number): number {
  const quote = text.charCodeAt(start);
  for (let index = start + 1; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === quote) return index;
    if (code === 10) return start;
    if (code === 92) index += 1; // \
  }
  return start;
}

function endOfComment(text: string, start: number): number {
  const next = text.charCodeAt(start + 1);
  if (next !== 47 && next !== 42) return start;
  const end = next === 47 ? text.indexOf("\n", start) : text.indexOf("*/", start + 2) + 1;
  return end > start ? end : start + 1;
}
