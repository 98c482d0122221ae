-- What stays, guests and groups are found by besides their names and codes, normalised: who comes along, what was asked
-- for or written down, numbers of papers. Its trigrams are in mention_index: a name is not looked for among notes.
create table mention_entries (
  id integer primary key,
  kind text not null check (
    kind in ('companion', 'wish', 'note', 'group', 'invoice', 'payment', 'waiting', 'likes', 'unwanted')),
  row_id text not null,
  booking_id text,
  text text not null
) strict;
-- not unique: a row that might be refused in a trigger makes each statement before it keep a journal
create index mention_entries_row on mention_entries (row_id, kind);
create index mention_entries_booking on mention_entries (booking_id) where booking_id is not null;
create virtual table mention_index using fts5 (
  text,
  content = 'mention_entries',
  content_rowid = 'id',
  detail = 'none',
  columnsize = 0,
  tokenize = 'trigram case_sensitive 1'
);

-- What the folios that are not even come to: they are few, and found by the amount.
create table open_balances (
  booking_id text not null primary key,
  amount integer not null
) strict, without rowid;
create index open_balances_amount on open_balances (amount);
