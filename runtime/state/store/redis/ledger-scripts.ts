/**
 * Use: `u:<day>` has the figures of each place, `days` the days, and `w:<writer>` who has added last. Keys: `keys` has their records, and the store's own hash their
 * revision. That hash has the hand, too.
 */
import { type Script, script } from "./script.ts";

/** Writer and turn; rows: day, place, and how many figures, the same for all. */
export const addUseScript: Script = script(`
local writer, turn = P .. 'w:' .. text(), number()
if turn <= (tonumber(redis.call('GET', writer) or '') or -1) then return {n} end
redis.call('SET', writer, whole(turn), 'PX', 86400000)
local rows, figures = number(), number()
for i = 1, rows do
  local day, place = text(), text()
  local kept = redis.call('HGET', P .. 'u:' .. day, place)
  local before = {}
  if kept then for one in string.gmatch(kept, '%S+') do before[#before + 1] = tonumber(one) end end
  local sums = {}
  for j = 1, figures do sums[j] = whole((before[j] or 0) + number()) end
  redis.call('HSET', P .. 'u:' .. day, place, table.concat(sums, ' '))
  redis.call('ZADD', P .. 'days', 0, day)
end
return {n}
`);

/** The first day that is kept. */
export const trimUseScript: Script = script(`
local before = '(' .. text()
for _, day in ipairs(redis.call('ZRANGEBYLEX', P .. 'days', '-', before)) do redis.call('UNLINK', P .. 'u:' .. day) end
redis.call('ZREMRANGEBYLEX', P .. 'days', '-', before)
return {n}
`);

const revised = `redis.call('HINCRBY', M, 'keys', 1)`;

/** id, record, revision or nothing. Answers whether it was put. */
export const putKeyScript: Script = script(`
local id, record, revision = text(), text(), text()
if revision ~= '' and revision ~= ARGV[3] .. ':' .. (redis.call('HGET', M, 'keys') or '0') then return {n, 0} end
redis.call('HSET', P .. 'keys', id, record)
${revised}
return {n, 1}
`);

/** id. */
export const removeKeyScript: Script = script(`
redis.call('HDEL', P .. 'keys', text())
${revised}
return {n}
`);

/** now, and by how much the hand may go on. Answers where it is. */
export const handScript: Script = script(`
local now, stride = number(), number()
local hand = redis.call('HGET', M, 'hand')
local after = hand and math.min(now, tonumber(hand) + stride) or now
redis.call('HSET', M, 'hand', whole(after))
return {n, after}
`);
