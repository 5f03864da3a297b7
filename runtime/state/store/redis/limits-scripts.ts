/**
 * `r:<key>` is how full a rate is and when; `p:<key>` has the ids that are in places, by their expiry, `i:<id>` the keys of one id,
 * and `places` all of them by their expiry. The reckoning is that of `rate-level.ts`, step by step.
 */
import { KEPT_RATE } from "../keeping.ts";
import { APART } from "../rate-level.ts";
import { type Script, script } from "./script.ts";

/** What the functions below need. */
export const rates: string = `
local function level_at(key, most, per, now)
  local kept = redis.call('GET', P .. 'r:' .. key)
  if not kept then return 0 end
  local a, b = string.match(kept, '^(%S+) (%S+)$')
  local before, at = tonumber(a), tonumber(b)
  if at - now > ${APART} then return before, true end
  local level = before - ((now - at) * most) / per
  return math.max(0, math.min(level, math.max(most, before)))
end
local function set_level(key, most, per, now, level)
  local kept = string.format('%.0f', math.ceil((level * per) / most) + ${KEPT_RATE})
  redis.call('SET', P .. 'r:' .. key, string.format('%.17g %.17g', level, now), 'PX', kept)
end
`;

export const places: string = `
local function member(key, id) return #key .. ':' .. key .. id end
`;

/** now; rates: key, amount, most, per; places: key, id, most, expires. */
export const takeStep: string = `
local time_text = text()
local now = tonumber(time_text)
local asked, answer = {}, {1}
local over, longest
for i = 1, number() do
  local one = {key = text(), amount = number(), most = number(), per = number()}
  local exact = one.most * 1e-9
  one.level, one.wasSetBack = level_at(one.key, one.most, one.per, now)
  asked[i] = one
  local function room(level)
    return math.max(0, math.floor(one.most - level + exact)), math.max(0, math.ceil((level * one.per) / one.most - 1e-9))
  end
  if one.level + one.amount > one.most + exact then
    local wait = math.huge
    if one.amount <= one.most then
      wait = math.max(0, math.ceil(((one.level + one.amount - one.most) * one.per) / one.most - 1e-9))
    end
    local left, reset = room(one.level)
    if not over or wait > longest then
      longest = wait
      over = {0, i - 1, left, reset, wait == math.huge and -1 or wait}
    end
  end
  answer[#answer + 1], answer[#answer + 2] = room(one.level + one.amount)
end
local taken = {}
for i = 1, number() do
  local one = {key = text(), id = text(), most = number(), expires = text()}
  taken[i] = one
  local own = redis.call('ZSCORE', P .. 'p:' .. one.key, one.id)
  local used = redis.call('ZCOUNT', P .. 'p:' .. one.key, '(' .. time_text, '+inf')
  if own and tonumber(own) > now then used = used - 1 end
  if used >= one.most and (not over or longest < math.huge) then
    longest = math.huge
    over = {0, #asked + i - 1, 0, 0, -1}
  end
  answer[#answer + 1] = one.most - used - 1
  answer[#answer + 1] = 0
end
if over then
  for _, one in ipairs(asked) do
    if one.wasSetBack then set_level(one.key, one.most, one.per, now, one.level) end
  end
  return over
end
for _, one in ipairs(asked) do set_level(one.key, one.most, one.per, now, one.level + one.amount) end
for _, one in ipairs(taken) do
  redis.call('ZADD', P .. 'p:' .. one.key, one.expires, one.id)
  redis.call('SADD', P .. 'i:' .. one.id, one.key)
  redis.call('ZADD', P .. 'places', one.expires, member(one.key, one.id))
end
return answer
`;

/** now; rates: key, amount, most, per. */
export const correctStep: string = `
local now = number()
for i = 1, number() do
  local key, amount, most, per = text(), number(), number(), number()
  set_level(key, most, per, now, math.max(0, (level_at(key, most, per, now)) + amount))
end
return {}
`;

/** Ids. */
export const leaveStep: string = `
for i = 1, number() do
  local id = text()
  for _, key in ipairs(redis.call('SMEMBERS', P .. 'i:' .. id)) do
    redis.call('ZREM', P .. 'p:' .. key, id)
    redis.call('ZREM', P .. 'places', member(key, id))
  end
  redis.call('DEL', P .. 'i:' .. id)
end
return {}
`;

/** expires, ids: of holds and of places. */
export const renewScript: Script = script(`${places}
local expires = text()
for i = 1, number() do
  local id = text()
  redis.call('ZADD', P .. 'holds', 'XX', expires, id)
  for _, key in ipairs(redis.call('SMEMBERS', P .. 'i:' .. id)) do
    redis.call('ZADD', P .. 'p:' .. key, 'XX', expires, id)
    redis.call('ZADD', P .. 'places', 'XX', expires, member(key, id))
  end
end
return {n}
`);

/** now, the most of one call. Answers how many were given back. */
export const expirePlacesScript: Script = script(`
local expired = redis.call('ZRANGEBYSCORE', P .. 'places', '-inf', text(), 'LIMIT', 0, text())
for _, one in ipairs(expired) do
  local length, rest = string.match(one, '^(%d+):(.*)$')
  local key, id = string.sub(rest, 1, length), string.sub(rest, length + 1)
  redis.call('ZREM', P .. 'p:' .. key, id)
  redis.call('SREM', P .. 'i:' .. id, key)
  redis.call('ZREM', P .. 'places', one)
end
return {n, #expired}
`);
