/** A secret by reference: the value of a variable, or the content of the file that it names as `file:/path`. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { RuntimeError } from "../runtime-error.ts";
import type { Environment } from "./environment.ts";

export interface Secret {
  /** Without white space around it. */
  readonly value: string;
  /** Where it was read from. Absent: it stands in the environment, and cannot change. */
  readonly file?: string;
}

/** Undefined where the variable is not set. Throws `bad-key`, which names the variable and never the value. */
export function readSecret(variable: string, env: Environment): Secret | undefined {
  const found = readReference(variable, env);
  return found && { ...found, value: legal(found.value, variable, found.file) };
}

/** As it was found: whether it can be sent is not looked at. */
export function readReference(variable: string, env: Environment): Secret | undefined {
  const said = env[variable]?.trim();
  if (!said) return undefined;
  if (!said.startsWith("file:")) return { value: said };
  const file = pathOf(said, variable);
  try {
    return { value: readFileSync(file, "utf8").trim(), file };
  } catch (error) {
    throw badKey(`${variable} names the file ${file}, which could not be read (${codeOf(error)}).`);
  }
}

/** The first of the variables that is set. */
export function firstSecret(
  variables: readonly string[],
  env: Environment,
): (Secret & { readonly variable: string }) | undefined {
  for (const variable of variables) {
    const secret = readSecret(variable, env);
    if (secret) return { ...secret, variable };
  }
  return undefined;
}

/** What a file or a variable holds, as it is sent. */
export function legal(text: string, variable: string, file?: string): string {
  const value = text.trim();
  const place = file === undefined ? variable : `The file ${file}, which ${variable} names,`;
  if (value === "") throw badKey(`${place} is empty.`);
  const wrong = value.search(/[^ -~]/);
  if (wrong === -1) return value;
  const sign = value.codePointAt(wrong)!.toString(16).toUpperCase().padStart(4, "0");
  const what = `holds U+${sign} as character ${wrong + 1}, which no header can carry: keys are letters, digits and signs of ASCII`;
  throw badKey(`${place} ${what}.`);
}

function pathOf(said: string, variable: string): string {
  if (!said.startsWith("file://")) return said.slice("file:".length);
  try {
    return fileURLToPath(said);
  } catch {
    throw badKey(`${variable} begins with file:// and is no URL of a file. Write file:/path.`);
  }
}

export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unreadable";
}

function badKey(message: string): RuntimeError {
  return new RuntimeError("bad-key", message);
}
