import { stat } from "node:fs/promises";

/**
 * Equal as long as the files are the same and nobody has written to them. Links are followed, so that one that is put in place
 * of another shows, wherever on the way it stands: a folder that is swapped is seen like a file that is saved.
 */
export async function fileSignature(paths: readonly string[]): Promise<string> {
  return (await Promise.all(paths.map(signatureOf))).join("\n");
}

async function signatureOf(path: string): Promise<string> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs].join(" ");
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "unreadable";
  }
}
