-- What messages, notes and names of files are found by: see docs/decisions/0011-messages-are-found-newest-first.md.
-- A follower writes these tables, so that posting a message waits for none of it.
create table message_texts (
  workspace_id uuid not null default current_workspace(),
  message_id uuid not null,
  conversation_id uuid not null,
  occurred_at timestamptz not null,
  -- Whose words: the customer's, the team's, or a note.
  said text not null check (said in ('customer', 'team', 'note')),
  author_id uuid,
  has_file boolean not null,
  -- The words as a search compares them (contract/search.ts), with one space between; names of files in lines of their own.
  folded text collate "C" not null,
  -- Hashes of its words, each by itself and together with the week: what a search looks up.
  keys integer[] not null,
  primary key (workspace_id, message_id)
);
create index message_texts_newest on message_texts (workspace_id, occurred_at, message_id);
-- At once and not in a list of what is pending: every search would read all of that.
create index message_texts_keys on message_texts using gin (keys) with (fastupdate = off);
alter table message_texts alter column keys set statistics 0;
alter table message_texts alter column folded set statistics 0;
alter table message_texts enable row level security;
alter table message_texts force row level security;
create policy workspace on message_texts using (workspace_id = current_workspace());
create policy maintenance on message_texts to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on message_texts to rapport_server;

-- Every word of theirs, and how many messages have it.
create table message_words (
  workspace_id uuid not null default current_workspace(),
  word text collate "C" not null,
  messages bigint not null,
  primary key (workspace_id, word)
) with (fillfactor = 80);
alter table message_words enable row level security;
alter table message_words force row level security;
create policy workspace on message_words using (workspace_id = current_workspace());
create policy maintenance on message_words to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on message_words to rapport_server;

-- The words from each of their letters on, so that a part of a word is a range of an index.
create table message_word_ends (
  workspace_id uuid not null default current_workspace(),
  ending text collate "C" not null,
  word text collate "C" not null,
  primary key (workspace_id, ending, word)
);
alter table message_word_ends enable row level security;
alter table message_word_ends force row level security;
create policy workspace on message_word_ends using (workspace_id = current_workspace());
create policy maintenance on message_word_ends to rapport_maintenance using (true) with check (true);
grant select, insert, delete on message_word_ends to rapport_server;

-- Messages of the workspace that have some of the keys of each list, and every one of the texts. Overlap of arrays is not
-- leakproof, so that under row-level security no index serves it: the function passes that, and keeps to the workspace
-- by itself.
create function messages_with(
  first_keys integer[], second_keys integer[], third_keys integer[], wanted text[], since timestamptz, until timestamptz)
returns table (message_id uuid, conversation_id uuid, occurred_at timestamptz, said text, author_id uuid, has_file boolean)
  language plpgsql stable security definer set search_path = public, pg_temp
  set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off
as $$
begin
  if second_keys is null then
    return query
      select m.message_id, m.conversation_id, m.occurred_at, m.said, m.author_id, m.has_file
      from (select * from message_texts t where t.keys && first_keys offset 0) m
      where m.workspace_id = current_workspace() and m.occurred_at >= since and m.occurred_at <= until
        and (select coalesce(bool_and(strpos(m.folded, w) > 0), true) from unnest(wanted) w);
  elsif third_keys is null then
    return query
      select m.message_id, m.conversation_id, m.occurred_at, m.said, m.author_id, m.has_file
      from (select * from message_texts t where t.keys && first_keys and t.keys && second_keys offset 0) m
      where m.workspace_id = current_workspace() and m.occurred_at >= since and m.occurred_at <= until
        and (select coalesce(bool_and(strpos(m.folded, w) > 0), true) from unnest(wanted) w);
  else
    return query
      select m.message_id, m.conversation_id, m.occurred_at, m.said, m.author_id, m.has_file
      from (
        select * from message_texts t
        where t.keys && first_keys and t.keys && second_keys and t.keys && third_keys offset 0
      ) m
      where m.workspace_id = current_workspace() and m.occurred_at >= since and m.occurred_at <= until
        and (select coalesce(bool_and(strpos(m.folded, w) > 0), true) from unnest(wanted) w);
  end if;
end $$;
create policy directory on message_texts for select to rapport_directory using (true);
grant select on message_texts to rapport_directory;
alter function messages_with(integer[], integer[], integer[], text[], timestamptz, timestamptz) owner to rapport_directory;
revoke all on function messages_with(integer[], integer[], integer[], text[], timestamptz, timestamptz) from public;
grant execute on function messages_with(integer[], integer[], integer[], text[], timestamptz, timestamptz)
  to rapport_server;
