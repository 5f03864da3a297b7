/**
 * `e:<id>` is the text of an entry, with its vector, and `k:<key>` the id of the entry that it finds; both end by themselves. `entries`
 * has what is listed of each, `held` its bytes, its turn among the changes and its keys, `over` the ids by their expiry and `used` by
 * their last use. `changes` is the stream of those that have a meaning, without any text, and `gone` the turns in it at which one went. `v:<series>`
 * is evidence, and the store's own hash has the rest.
 */
import { plainScript, type Script } from "../../../state/store/redis/script.ts";

/** Of changes that one went: whoever is further behind reads anew what is there. */
const KEPT = 10_000;
/** Of entries that one script removes: nobody else is served meanwhile. */
export const MOST = 200;

/** `ARGV`: what all keys begin with, then what a script takes. */
const prelude = `
local P, M = ARGV[1], KEYS[1]
local arg = 1
local function text() arg = arg + 1 return ARGV[arg] end
local function number() return tonumber(text()) end
-- What has another type is not there.
local function get(key)
  local value = redis.pcall('GET', key)
  return type(value) == 'string' and value
end
`;

/** It is no fault of a look-up where its use cannot be written, as where there is no memory left. */
const use = `
local function use(id)
  local uses = redis.pcall('HINCRBY', M, 'uses', 1)
  if type(uses) == 'number' then redis.pcall('ZADD', P .. 'used', uses, id) end
end
`;

/** Answers whether it was there. */
const forget = `
local function forget(id)
  local packed = redis.call('HGET', P .. 'held', id)
  redis.call('DEL', P .. 'e:' .. id)
  redis.call('HDEL', P .. 'entries', id)
  redis.call('HDEL', P .. 'held', id)
  redis.call('ZREM', P .. 'over', id)
  redis.call('ZREM', P .. 'used', id)
  if not packed then return false end
  local is_read, held = pcall(cmsgpack.unpack, packed)
  if not is_read or type(held) ~= 'table' then return true end
  redis.call('HINCRBY', M, 'bytes', -held[1])
  for i = 3, #held do
    if get(P .. 'k:' .. held[i]) == id then redis.call('DEL', P .. 'k:' .. held[i]) end
  end
  if held[2] ~= '' then
    redis.call('XDEL', P .. 'changes', held[2])
    redis.call('RPUSH', P .. 'gone', redis.call('XADD', P .. 'changes', '*', 'id', id))
  end
  return true
end
`;

/** The text of one that is there and not over; an empty one where it has none that is a text. */
const live = `
local function live(id, now)
  local over = redis.call('ZSCORE', P .. 'over', id)
  if not over or tonumber(over) <= now then return nil end
  local kept = redis.pcall('GET', P .. 'e:' .. id)
  if kept == false then return nil end
  use(id)
  return type(kept) == 'string' and kept or ''
end
`;

/** now, how many keys, and they. Answers the id and the text of the first, or nothing. */
export const findScript: Script = plainScript(`${prelude}${use}${live}
local now = number()
for i = 1, number() do
  local id = get(P .. 'k:' .. text())
  local kept = id and live(id, now)
  if kept then return {id, kept} end
end
return {}
`);

/** now, id. Likewise. */
export const entryScript: Script = plainScript(`${prelude}${use}${live}
local now, id = number(), text()
local kept = live(id, now)
return kept and {id, kept} or {}
`);

/**
 * The ceiling, id, milliseconds that it lives, expiry, bytes, what is listed, the text, the partition, the vector or nothing, how many keys,
 * and they.
 */
export const putScript: Script = plainScript(`${prelude}${forget}
-- What is written first is what is refused where there is no memory left.
local uses = redis.call('HINCRBY', M, 'uses', 1)
local ceiling, id, lives, expires, bytes = number(), text(), text(), text(), number()
local listed, kept, partition, vector = text(), text(), text(), text()
forget(id)
local held = {bytes, ''}
for i = 1, number() do
  local key = text()
  local other = get(P .. 'k:' .. key)
  if other then forget(other) end
  redis.call('SET', P .. 'k:' .. key, id, 'PX', lives)
  held[i + 2] = key
end
redis.call('SET', P .. 'e:' .. id, kept, 'PX', lives)
redis.call('HSET', P .. 'entries', id, listed)
redis.call('ZADD', P .. 'over', expires, id)
redis.call('ZADD', P .. 'used', uses, id)
if vector ~= '' then
  held[2] = redis.call('XADD', P .. 'changes', '*', 'id', id, 'partition', partition, 'expires', expires, 'vector', vector)
end
redis.call('HSET', P .. 'held', id, cmsgpack.pack(held))
local all = redis.call('HINCRBY', M, 'bytes', bytes)
for i = 1, ${MOST} do
  if all <= ceiling then break end
  local oldest = redis.call('ZRANGE', P .. 'used', 0, 0)[1]
  if not oldest then break end
  forget(oldest)
  all = tonumber(redis.call('HGET', M, 'bytes'))
end
return {}
`);

/** How many ids, and they. Answers how many were there. */
export const forgetScript: Script = plainScript(`${prelude}${forget}
local count = 0
for i = 1, number() do if forget(text()) then count = count + 1 end end
return {count}
`);

/** now. Answers how many it found that are over, and how many of them were there. */
export const expireScript: Script = plainScript(`${prelude}${forget}
local over = redis.call('ZRANGEBYSCORE', P .. 'over', '-inf', text(), 'LIMIT', 0, ${MOST})
local count = 0
for _, id in ipairs(over) do if forget(id) then count = count + 1 end end
return {#over, count}
`);

/** Answers how many changes it forgot. */
export const trimScript: Script = plainScript(`${prelude}
local count = math.min(redis.call('LLEN', P .. 'gone') - ${KEPT}, ${MOST})
for i = 1, count do
  local turn = redis.call('LPOP', P .. 'gone')
  redis.call('XDEL', P .. 'changes', turn)
  redis.call('HSET', M, 'trimmed', turn)
end
return {math.max(count, 0)}
`);

/** An epoch and a secret for a store that has none. Answers those that it has, and the last turn of the changes that are kept no more. */
export const beginScript: Script = plainScript(`${prelude}
redis.call('HSETNX', M, 'epoch', text())
redis.call('HSETNX', M, 'secret', text())
return redis.call('HMGET', M, 'epoch', 'secret', 'trimmed')
`);

/** Series, period, checks, wrong. */
export const addEvidenceScript: Script = plainScript(`${prelude}
local key, period = P .. 'v:' .. text(), text()
redis.call('HINCRBY', key, period .. ' checks', text())
redis.call('HINCRBY', key, period .. ' wrong', text())
return {}
`);

/** Series, the first period that is kept. */
export const forgetEvidenceScript: Script = plainScript(`${prelude}
local key, before = P .. 'v:' .. text(), number()
for _, field in ipairs(redis.call('HKEYS', key)) do
  local period = tonumber(string.match(field, '^%S+'))
  if period and period < before then redis.call('HDEL', key, field) end
end
return {}
`);

/** All of them, so that a server is told them before it is asked. */
export const cacheScripts: readonly Script[] = [
  findScript,
  entryScript,
  putScript,
  forgetScript,
  expireScript,
  trimScript,
  beginScript,
  addEvidenceScript,
  forgetEvidenceScript,
];
