/** The store's own hash has its epoch, those before it, since when it is in doubt, and how often it was written. */
import { MOST_PAST } from "../epochs.ts";
import { plainScript, type Script, script } from "./script.ts";

const turn = `
local function turn(before, after)
  local past, seen = {}, {}
  for one in string.gmatch((redis.call('HGET', M, 'past') or '') .. ' ' .. before, '%S+') do
    if not seen[one] then past[#past + 1] = one end
    seen[one] = true
  end
  redis.call('HSET', M, 'past', table.concat(past, ' ', math.max(1, #past - ${MOST_PAST - 1})), 'epoch', after)
end
`;

/**
 * The epoch and the count of writes that the caller knows, or nothing, an epoch for it where it needs another one, and now. A store
 * that counts less than the caller knows of has lost something. Answers the epoch, the count, the server's time in milliseconds, and
 * since when it is in doubt, or nothing.
 */
export const meetScript: Script = plainScript(`
local M = KEYS[1]
local known, fresh, now = ARGV[1], ARGV[3], ARGV[4]
${turn}
local epoch = redis.call('HGET', M, 'epoch')
local writes = tonumber(redis.call('HGET', M, 'writes') or 0)
local is_lost = known ~= '' and (epoch ~= known or writes < tonumber(ARGV[2]))
  and not string.find(redis.call('HGET', M, 'past') or '', known, 1, true)
if is_lost then
  local before = tonumber(redis.call('HGET', M, 'doubt') or now)
  redis.call('HSET', M, 'doubt', string.format('%.0f', math.max(before, tonumber(now))))
  turn(known .. ' ' .. (epoch or ''), fresh)
elseif not epoch then redis.call('HSET', M, 'epoch', fresh) end
local time = redis.call('TIME')
return {
  redis.call('HGET', M, 'epoch'), writes, time[1] * 1000 + math.floor(time[2] / 1000), redis.call('HGET', M, 'doubt') or '',
}
`);

/** An epoch that says so. */
export const settleDoubtScript: Script = script(`${turn}
local after = text()
if redis.call('HDEL', M, 'doubt') == 1 then turn(ARGV[3], after) end
return {n}
`);
