-- Orders are found by the beginning of their number, without case and signs: `#BR-1001` by `br 10`.
-- In ASCII alone, so that the same text gives the same key in every database; other letters stay as they are.
alter table orders add column number_key text collate "C" generated always as (
  left(btrim(regexp_replace(
    lower(coalesce(parts -> 'number' ->> 1, external_id) collate "C"), '[\x01-\x2f\x3a-\x60\x7b-\x7f]+', ' ', 'g')), 60)
  ) stored;
create index orders_number_key on orders (workspace_id, number_key, customer_id, id);
