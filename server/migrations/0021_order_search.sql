-- Orders are found by the beginning of their number, without case and signs, and by its last part: `#BR-10017` by `br 10`
-- and by `10017`. In ASCII alone, so that the same text gives the same key in every database; other letters stay.
create function order_number_key(number text) returns text
  language sql immutable parallel safe
  return left(btrim(regexp_replace(lower(number collate "C"), '[\x01-\x2f\x3a-\x60\x7b-\x7f]+', ' ', 'g')), 60);

alter table orders
  add column number_key text collate "C"
    generated always as (order_number_key(coalesce(parts -> 'number' ->> 1, external_id))) stored,
  add column number_tail text collate "C"
    generated always as (
      substring(order_number_key(coalesce(parts -> 'number' ->> 1, external_id)) from ' ([^ ]+)$')) stored;
create index orders_number_key on orders (workspace_id, number_key, customer_id, id);
create index orders_number_tail on orders (workspace_id, number_tail, customer_id, id) where number_tail is not null;
