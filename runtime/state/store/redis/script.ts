/** Scripts that Redis runs in one step. */
import { createHash } from "node:crypto";

export interface Script {
  readonly text: string;
  /** What Redis knows it by. */
  readonly sha: string;
}

/**
 * What every script begins with. `ARGV`: what all keys begin with; the latest time of the server, in milliseconds, since nobody
 * waits for what is done later; the epoch that the caller knows. `arg` is the index of the next one. Answers begin with how often
 * the store was written, or with why nothing was done.
 */
const prelude = `
local P, M = ARGV[1], KEYS[1]
local time = redis.call('TIME')
local ms = time[1] * 1000 + math.floor(time[2] / 1000)
if ms > tonumber(ARGV[2]) then return {-1, ms} end
if redis.call('HGET', M, 'epoch') ~= ARGV[3] then return {-2, ms} end
local arg = 3
local function text() arg = arg + 1 return ARGV[arg] end
local function number() return tonumber(text()) end
-- Of -0, too.
local function whole(x) return string.format('%.0f', x + 0) end
`;

const counted = `
local n = redis.call('HINCRBY', M, 'writes', 1)
`;

/** The server's clock has passed the time that the call had. */
export const LATE = -1;
/** The store is another one, or has lost what was in it. */
export const ELSEWHERE = -2;

export function script(body: string): Script {
  return plainScript(prelude + counted + body);
}

/** It writes nothing. */
export function readingScript(body: string): Script {
  return plainScript(`${prelude}local n = 0\n${body}`);
}

/** Without the beginning. */
export function plainScript(text: string): Script {
  return { text, sha: createHash("sha1").update(text).digest("hex") };
}
