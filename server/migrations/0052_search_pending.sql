-- Messages of a moment go into the index together: a third of the log that each of them wrote by itself, so that the chat
-- behind them waits less. What is pending is read along by every search, so it stays small.
alter index message_texts_keys set (fastupdate = on, gin_pending_list_limit = 128);
