/**
 * Money. `a:<account>` is a hash of what is spent, held and unsettled; `h:<hold>` is a hold, which `holds` has by its expiry and,
 * once it is charged, `late`; `c:<charge>` marks a charge; `ends` has accounts by the end of their window.
 */
import { KEPT } from "../keeping.ts";
import { readingScript, type Script, script } from "./script.ts";

/** What the functions below need. */
export const change: string = `
local function change(id, spent, held, unsettled)
  local key = P .. 'a:' .. id
  if spent ~= 0 then redis.call('HINCRBY', key, 's', whole(spent)) end
  -- An account of which nothing is held or spent yet is there all the same.
  if held ~= 0 or (spent == 0 and unsettled == 0) then redis.call('HINCRBY', key, 'h', whole(held)) end
  if unsettled ~= 0 then redis.call('HINCRBY', key, 'u', whole(unsettled)) end
end
local function begin(id, ends)
  if ends ~= '' then redis.call('ZADD', P .. 'ends', 'NX', ends, id) end
end
`;

/** id, owner, amount, expires; accounts: id, limit, end or nothing. */
export const holdStep: string = `
local id, owner, amount, expires = text(), text(), number(), text()
local ids, ends, left = {}, {}, {1}
local full
for i = 1, number() do
  ids[i] = text()
  local limit = number()
  ends[i] = text()
  local v = redis.call('HMGET', P .. 'a:' .. ids[i], 's', 'h')
  left[i + 1] = limit - tonumber(v[1] or 0) - tonumber(v[2] or 0)
  if not full and amount > left[i + 1] then full = i end
end
if redis.call('EXISTS', P .. 'h:' .. id) == 1 then return left end
if full then return {0, full - 1, left[full + 1]} end
redis.call('SET', P .. 'h:' .. id, cjson.encode({whole(amount), '0', owner, ids}))
redis.call('ZADD', P .. 'holds', expires, id)
for i, account in ipairs(ids) do
  change(account, 0, amount, 0)
  begin(account, ends[i])
  left[i + 1] = left[i + 1] - amount
end
return left
`;

/** Each: "h", hold, cost, unsettled; or "c", id, cost, unsettled, accounts: id, end or nothing. */
export const settleStep: string = `
for i = 1, number() do
  local kind, id, cost, unsettled = text(), text(), number(), number()
  if kind == 'h' then
    local kept = redis.call('GET', P .. 'h:' .. id)
    if kept then
      local hold = cjson.decode(kept)
      local amount, charged = tonumber(hold[1]), hold[2] == '1'
      redis.call('DEL', P .. 'h:' .. id)
      redis.call('ZREM', P .. (charged and 'late' or 'holds'), id)
      for _, account in ipairs(hold[4]) do
        if not charged then change(account, cost, -amount, unsettled)
        elseif redis.call('EXISTS', P .. 'a:' .. account) == 1 then change(account, cost - amount, 0, unsettled - amount) end
      end
    end
  else
    local isNew = redis.call('SET', P .. 'c:' .. id, '1', 'NX', 'PX', ${KEPT})
    for j = 1, number() do
      local account, ends = text(), text()
      if isNew then
        change(account, cost, 0, unsettled)
        begin(account, ends)
      end
    end
  end
end
return {}
`;

/** now, the most holds of one call. Answers how many were charged. */
export const expireHoldsScript: Script = script(`${change}
local expired = redis.call('ZRANGEBYSCORE', P .. 'holds', '-inf', text(), 'WITHSCORES', 'LIMIT', 0, text())
for i = 1, #expired, 2 do
  local id = expired[i]
  local hold = cjson.decode(redis.call('GET', P .. 'h:' .. id))
  local amount = tonumber(hold[1])
  for _, account in ipairs(hold[4]) do change(account, amount, -amount, amount) end
  hold[2] = '1'
  redis.call('SET', P .. 'h:' .. id, cjson.encode(hold))
  redis.call('ZREM', P .. 'holds', id)
  redis.call('ZADD', P .. 'late', expired[i + 1], id)
end
return {n, #expired / 2}
`);

/** The hand less what is kept, the most of one call. Answers whether there may be more. */
export const forgetAccountsScript: Script = script(`
local before, most = text(), number()
local late = redis.call('ZRANGEBYSCORE', P .. 'late', '-inf', before, 'LIMIT', 0, most)
for _, id in ipairs(late) do
  redis.call('DEL', P .. 'h:' .. id)
  redis.call('ZREM', P .. 'late', id)
end
local ended = redis.call('ZRANGEBYSCORE', P .. 'ends', '-inf', before, 'LIMIT', 0, most)
local gone = 0
for _, id in ipairs(ended) do
  if tonumber(redis.call('HGET', P .. 'a:' .. id, 'h') or 0) == 0 then
    redis.call('DEL', P .. 'a:' .. id)
    redis.call('ZREM', P .. 'ends', id)
    gone = gone + 1
  end
end
return {n, (#late == most or gone == most) and 1 or 0}
`);

/** Accounts. Answers spent, held and unsettled of each. */
export const standingsScript: Script = readingScript(`
local all = {n}
for i = 1, number() do
  local v = redis.call('HMGET', P .. 'a:' .. text(), 's', 'h', 'u')
  for j = 1, 3 do all[#all + 1] = tonumber(v[j] or 0) end
end
return all
`);
