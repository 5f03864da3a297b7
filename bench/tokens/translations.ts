/** The translated texts of a compiled catalog of gettext (.mo), on lines of their own; empty when it is none. */
export function translationsOf(bytes: Buffer): string {
  if (bytes.length < 28 || bytes.readUInt32LE(0) !== MAGIC) return "";
  const [count, table] = [bytes.readUInt32LE(8), bytes.readUInt32LE(16)];
  const texts = Array.from({ length: count }, (_, i) => {
    const [length, from] = [bytes.readUInt32LE(table + 8 * i), bytes.readUInt32LE(table + 8 * i + 4)];
    return bytes.toString("utf8", from, from + length);
  });
  // The first one describes the catalog; plural forms are parted by zeros.
  return texts.slice(1).join("\n").replaceAll("\0", "\n");
}

const MAGIC = 0x950412de;
